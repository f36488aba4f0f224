package io.privicore.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.privicore.bootstrap.demo.Demo;
import io.privicore.bootstrap.demo.DemoFile;
import io.privicore.bootstrap.demo.DirectoryDemo;
import io.privicore.bootstrap.demo.InputFile;
import io.privicore.bootstrap.demo.MadeUpFile;
import io.privicore.bootstrap.demo.Screen;
import io.privicore.bootstrap.demo.VotingDemo;
import io.privicore.bootstrap.embedded.EmbeddedServices;
import io.privicore.bootstrap.embedded.Folders;
import io.privicore.bootstrap.embedded.Ports;
import io.privicore.bootstrap.embedded.Settings;
import io.privicore.bootstrap.failure.StartFailure;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "demo",
        description = "Starts everything and shows the main job on a file, as a client would do it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String HOST = "127.0.0.1";
    private static final String LOG_FORM = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSZ} %-5p %c{2.} %s%e%n";

    @Parameters(arity = "0..1", paramLabel = "<file>", description = "The file; one that comes along if none is named.")
    private @Nullable Path file;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "Instead of a file, make one up of this size, such as 300M or 1G.")
    private @Nullable String size;

    @Option(names = "--vote", description = "Show how data waits for a vote, and end.")
    private boolean vote;

    @Option(names = "--directory", description = "Show an organisation of 1,000 users, and end.")
    private boolean directory;

    @Option(names = "--once", description = "End after the job, and stop everything.")
    private boolean once;

    @Option(
            names = "--port",
            defaultValue = "8009",
            description = "HTTP port; a free one if it is taken (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder to keep everything in (default: one that is removed at the end).")
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException {
        DemoFile input = input();
        boolean taken = port != 0 && !Ports.isFree(HOST, port);
        int chosen = port == 0 || taken ? Ports.free() : port;
        Path root = (data == null ? temporary() : data).toAbsolutePath().normalize();
        if (vote && directory) {
            throw new StartFailure("Expected --vote or --directory, but not both.");
        }
        if (vote) {
            return vote(input, chosen, root);
        }
        if (directory) {
            return organisation(chosen, root);
        }
        configure(chosen, root);

        Screen screen = Screen.standard();
        // The embedded broker prints the trace of a start that fails; the reason is said below, in words.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        screen.say("Privicore: a file goes in, a token comes out, the file comes back.");
        screen.say("");
        Demo demo = new Demo(screen, input, root, once);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::stop, "stop-demo"));
        URI platform = URI.create("http://" + HOST + ":" + chosen);
        DemoApplication.does(() -> {
            screen.fact("address", platform + (taken ? " (port " + port + " is taken)" : ""));
            EmbeddedServices.running().ifPresent(services -> screen.fact("services", services.description()));
            screen.fact("folder", root + (data == null ? " (removed at the end)" : " (kept)"));
            screen.end();
            return demo.run(platform);
        });
        screen.begin("Start the platform");
        Lifecycle lifecycle = new Lifecycle(Settings.embedded(root), () -> {
            if (data == null) {
                Folders.delete(root);
            }
        });
        try {
            int code = lifecycle.run(DemoApplication.class);
            lifecycle
                    .failure()
                    .filter(_ -> !demo.isStopping())
                    .ifPresent(cause -> screen.failed("the platform does not start: " + root(cause)));
            return code;
        } catch (StartFailure e) {
            // What was logged so far waits for Quarkus, and would all be said at the end without it.
            Handler silent = new ConsoleHandler();
            silent.setLevel(Level.OFF);
            InitialConfigurator.DELAYED_HANDLER.setHandlers(new Handler[] {silent});
            if (!demo.isStopping()) {
                screen.failed(String.valueOf(e.getMessage()));
            }
            return 1;
        }
    }

    private int vote(DemoFile input, int port, Path root) throws IOException {
        if (!input.fitsInline()) {
            throw new StartFailure("Expected a file that fits into one message for --vote.");
        }
        Screen screen = Screen.standard();
        screen.say("Privicore: data is handed out when two of three devices agree.");
        screen.say("");
        VotingDemo demo = new VotingDemo(screen, input, root, port);
        return run(demo::run, demo::close, root);
    }

    private int organisation(int port, Path root) throws IOException {
        Screen screen = Screen.standard();
        screen.say("Privicore: an organisation of 1,000 users, and a vote before one of them goes.");
        screen.say("");
        DirectoryDemo demo = new DirectoryDemo(screen, root, port);
        return run(demo::run, demo::close, root);
    }

    private int run(IntSupplier demo, Runnable stop, Path root) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop-demo"));
        try {
            return demo.getAsInt();
        } finally {
            if (data == null) {
                Folders.delete(root);
            }
        }
    }

    private DemoFile input() {
        if (size == null) {
            return InputFile.of(file);
        }
        if (file != null) {
            throw new StartFailure("Expected a file or --size, but not both.");
        }
        try {
            return MadeUpFile.ofSize(size);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new StartFailure("Expected a size such as 300M or 1G, but got " + size + ".", e);
        }
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static Path temporary() throws IOException {
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        // Fails if it is there already, so nobody can have prepared it.
        return Files.createDirectory(
                Path.of(System.getProperty("java.io.tmpdir"))
                        .resolve("privicore-demo-" + HexFormat.of().formatHex(random)),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Nothing but the demo speaks on the screen; what the platform logs goes to a file. */
    private static void configure(int port, Path root) {
        System.setProperty("quarkus.http.host", HOST);
        System.setProperty("quarkus.http.port", Integer.toString(port));
        // Its only clients are the demo's own, which have ended by then.
        System.setProperty("quarkus.shutdown.timeout", "0S");
        System.setProperty("quarkus.log.console.enabled", "false");
        System.setProperty("quarkus.log.file.enabled", "true");
        System.setProperty("quarkus.log.file.format", LOG_FORM);
        System.setProperty(
                "quarkus.log.file.path", root.resolve("logs/platform.log").toString());
    }
}
