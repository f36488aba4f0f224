package io.privicore.bootstrap;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import java.util.logging.Handler;
import java.util.logging.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

/**
 * What a device says, one line an event, where it runs on the platform's class path. The platform's log waits there for a
 * configuration that only the platform would bring.
 */
final class DeviceConsole {

    private static final String FORM = "%d{yyyy-MM-dd HH:mm:ss} %p %s%n";

    private DeviceConsole() {}

    static void open() {
        ConsoleHandler console = new ConsoleHandler(new PatternFormatter(FORM));
        console.setLevel(Level.INFO);
        InitialConfigurator.DELAYED_HANDLER.setHandlers(new Handler[] {console});
    }
}
