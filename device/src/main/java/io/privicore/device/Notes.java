package io.privicore.device;

import java.util.function.Consumer;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the device logs, for a terminal where somebody is being asked: in between, not across the question. */
final class Notes extends Handler {

    private final Consumer<String> reader;
    private final Formatter form = new SimpleFormatter();

    private Notes(Consumer<String> reader) {
        this.reader = reader;
        setLevel(Level.INFO);
    }

    /** From here on the log goes to this reader instead of the console. */
    static void redirect(Consumer<String> reader) {
        var root = Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new Notes(reader));
    }

    @Override
    public void publish(LogRecord line) {
        if (isLoggable(line)) {
            reader.accept(form.format(line).strip());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
