package io.privicore.device;

import io.privicore.device.authenticator.RuleFile;
import io.privicore.device.authenticator.Terminal;
import io.privicore.device.authenticator.Voter;
import io.privicore.device.storage.Scrub.Pace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Runs one device until it is stopped. */
@Command(
        name = "device",
        mixinStandardHelpOptions = true,
        version = Main.VERSION,
        description = "Keeps data for a Privicore engine, and votes where it is an authenticator.")
public final class Main implements Callable<Integer> {

    static final String VERSION = "Privicore device 0.1";

    private static final String LINES = "lines";
    private static final String ASK = "ask";
    private static final String NONE = "none";
    private static final String DUMB = "dumb";

    @Parameters(
            paramLabel = "<bundle.json>",
            description = "The device's configuration, as the platform showed it; or the code of a QR picture, "
                    + "privicore://pair?url=…, to be paired first where the folder has no device yet.")
    private String bundle = "bundle.json";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where keys and data are kept (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("device-data");

    @Option(
            names = "--capacity",
            paramLabel = "SIZE",
            defaultValue = "10G",
            converter = Size.class,
            description = "Most bytes to keep, with K, M, G or T (default: ${DEFAULT-VALUE}).")
    private long capacity;

    @Option(
            names = "--scrub-rate",
            paramLabel = "SIZE",
            defaultValue = "4M",
            converter = Size.class,
            description = "Bytes a second to read and check in the background, 0 for none (default: ${DEFAULT-VALUE}).")
    private long scrubRate;

    @Option(
            names = "--scrub-rest",
            paramLabel = "DURATION",
            defaultValue = "P1D",
            description = "Rest after everything was checked, such as PT12H (default: ${DEFAULT-VALUE}, a day).")
    private Duration scrubRest = Duration.ofDays(1);

    @Option(
            names = "--vote",
            paramLabel = "HOW",
            defaultValue = "none",
            description = "How to vote on ballots: ask at this terminal, lines to ask on the standard output and read "
                    + "answers from the standard input, none, or a file with rules (default: ${DEFAULT-VALUE}).")
    private String vote = NONE;

    public static void main(String[] arguments) {
        // The AMQP client logs through SLF4J; nothing is lost without it, and nobody needs to hear that.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        if (arguments.length > 0 && arguments[0].equals(VoteCommand.NAME)) {
            System.exit(line(new VoteCommand()).execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        if (arguments.length > 0 && arguments[0].equals(PairCommand.NAME)) {
            System.exit(line(new PairCommand()).execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        System.exit(line(new Main()).execute(arguments));
    }

    static CommandLine line(Callable<Integer> command) {
        return new CommandLine(command).setExecutionExceptionHandler((e, line, _) -> {
            line.getErr().println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (vote.equals(ASK)) {
            return askAtTerminal();
        }
        if (vote.equals(LINES)) {
            return ask(StandardCharsets.UTF_8, false);
        }
        start();
        // Until a signal ends the process; the hook above then ends the device.
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    private Device start() throws IOException, InterruptedException {
        var settings = settings();
        var device = Device.start(Bundle.read(bundleFile()), settings);
        Runtime.getRuntime().addShutdownHook(new Thread(device::close, "device-shutdown"));
        return device;
    }

    private Path bundleFile() throws IOException, InterruptedException {
        if (!Pairing.isCode(bundle)) {
            return Path.of(bundle);
        }
        var kept = Pairing.bundleIn(data);
        if (Files.exists(kept)) {
            return kept;
        }
        var pairing = Pairing.parse(bundle);
        var roles = pairing.roles().orElse(vote.equals(NONE) ? "storage" : "storage,authenticator");
        return pairing.into(data, PairCommand.defaultName(), roles);
    }

    private Integer askAtTerminal() throws IOException, InterruptedException {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new IOException("Expected a terminal for --vote ask, but input or output is none. "
                    + "Without a terminal, name a file with rules, or vote over HTTP with the command vote");
        }
        return ask(console.charset(), !DUMB.equals(System.getenv("TERM")));
    }

    /** @param screen whether lines can be written over */
    private Integer ask(Charset charset, boolean screen) throws IOException, InterruptedException {
        var settings = settings();
        var device = start();
        var in = new BufferedReader(new InputStreamReader(System.in, charset));
        var out = new PrintWriter(new OutputStreamWriter(System.out, charset));
        var terminal = new Terminal(device.desk().orElseThrow(), in, out, settings.clock(), screen);
        Notes.redirect(terminal::note);
        terminal.run();
        return CommandLine.ExitCode.OK;
    }

    private Settings settings() throws IOException {
        return Settings.in(data)
                .withCapacity(capacity)
                .withScrub(new Pace(scrubRate, scrubRest))
                .withVoter(voter());
    }

    private Optional<Voter> voter() throws IOException {
        return switch (vote) {
            case NONE -> Optional.empty();
            case ASK, LINES -> Optional.of(Voter.PERSON);
            default -> Optional.of(RuleFile.read(Path.of(vote)));
        };
    }

    /** Reads {@code 512M} and the like. */
    static final class Size implements ITypeConverter<Long> {

        private static final Pattern FORM = Pattern.compile("(\\d{1,10})([KMGT]?)I?B?");
        private static final String UNITS = "KMGT";

        @Override
        public Long convert(String text) {
            var size = FORM.matcher(text.toUpperCase(Locale.ROOT));
            if (!size.matches()) {
                throw new TypeConversionException("Expected a size such as 512M or 10G, but got " + text);
            }
            int unit = size.group(2).isEmpty() ? 0 : UNITS.indexOf(size.group(2)) + 1;
            return Long.parseLong(size.group(1)) << (10 * unit);
        }
    }
}
