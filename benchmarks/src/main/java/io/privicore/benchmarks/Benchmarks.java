package io.privicore.benchmarks;

import io.privicore.benchmarks.limit.AesGcm;
import io.privicore.benchmarks.limit.Argon2idHashes;
import io.privicore.benchmarks.limit.BrokerConfirms;
import io.privicore.benchmarks.limit.Limit;
import io.privicore.benchmarks.limit.PostgresCommits;
import io.privicore.benchmarks.load.Figure;
import io.privicore.benchmarks.load.Load;
import io.privicore.benchmarks.load.Measured;
import io.privicore.benchmarks.load.Table;
import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.operation.Operation;
import io.privicore.benchmarks.operation.Operations;
import io.privicore.benchmarks.operation.Wishes;
import io.privicore.benchmarks.platform.Json;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.sync.InStep;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a running platform over the wire, and in the same run what the machine could do at best. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        subcommands = InStep.class,
        description = "Measures a running Privicore platform, and in the same run what the machine could do at best.")
public final class Benchmarks implements Callable<Integer> {

    private static final String EMPTY = "empty";

    @Parameters(
            arity = "0..*",
            description =
                    "empty, authenticated-read, delegated-read, reserve, reserve-outcome, guarded, guarded-outcome, exchange,"
                            + " request-data, held, polls, register-directory, create-user, scim-bulk, list-users, profiles-info, sign-in; all that need no devices when none is named, and those too with --device-command")
    private List<String> operations = List.of();

    @Option(names = "--url", description = "where the platform listens")
    private URI url = URI.create("http://localhost:8009");

    @Option(names = "--clients", description = "clients at the same time, each in a closed loop")
    private int clients = 32;

    @Option(names = "--seconds", description = "measured, for each operation")
    private int seconds = 20;

    @Option(names = "--warmup", description = "seconds before that")
    private int warmup = 5;

    @Option(names = "--payload", description = "bytes of data in exchange and request-data")
    private int payload = 1024;

    @Option(
            names = "--devices",
            description = "devices to start for exchange and request-data, and for each group of held and polls")
    private int devices = 3;

    @Option(names = "--groups", description = "profiles with voting devices of their own in held and polls")
    private int groups = 1;

    @Option(
            names = "--device-command",
            description = "starts a device, for instance \"./privicore device {bundle}\"; {bundle} is its"
                    + " configuration (the last argument when not named), {folder} an empty folder of its own")
    private String deviceCommand = "";

    @Option(
            names = "--stock",
            description = "tokens to reserve before exchange, directories to register; 0 = seconds × 1500")
    private int stock = 0;

    @Option(names = "--users", description = "users of the directories in list-users and profiles-info")
    private int users = 100_000;

    @Option(names = "--postgres", description = "the platform's database as psql takes it, to measure its limit")
    private @Nullable String postgres;

    @Option(names = "--amqp", description = "the platform's broker as amqp://…, to measure its limit")
    private @Nullable String amqp;

    @Option(names = "--json", description = "a file to write the figures to")
    private @Nullable Path json;

    private final Map<String, Double> limits = new HashMap<>();

    public static void main(String[] arguments) {
        // The AMQP client logs through SLF4J; nothing is lost without it, and nobody needs to hear that.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Platform platform = new Platform(url);
        warmUp(platform);
        List<Figure> figures = new ArrayList<>();
        List<Operation> chosen = chosen();
        measureLimits(chosen);
        boolean sound = true;
        for (Operation operation : chosen) {
            try {
                figures.add(measure(platform, operation));
            } catch (Exception e) {
                sound = false;
                System.err.printf("%s could not be measured: %s%n", operation.name(), e);
            }
        }
        System.out.println();
        System.out.print(Table.of(figures));
        write(figures);
        return sound ? 0 : 1;
    }

    /** The empty endpoint always comes first: it is the limit of the rest. */
    private List<Operation> chosen() {
        Predicate<Operation> wanted = operations.isEmpty()
                ? operation -> !deviceCommand.isBlank() || !operation.needsDevices()
                : operation -> operation.name().equals(EMPTY) || operations.contains(operation.name());
        operations.forEach(Operations::named);
        return Operations.ALL.stream().filter(wanted).toList();
    }

    private Figure measure(Platform platform, Operation operation) throws Exception {
        System.err.printf("%s …%n", operation.name());
        Wishes wishes = new Wishes(clients, seconds + warmup, payload, devices, groups, deviceCommand, stock, users);
        try (Workload workload = operation.prepare(platform, wishes)) {
            Load load = new Load(clients, Duration.ofSeconds(warmup), Duration.ofSeconds(seconds));
            Measured measured = load.run(workload);
            if (!measured.error().isEmpty()) {
                System.err.printf("%s: %d errors, first: %s%n", operation.name(), measured.errors(), measured.error());
            }
            if (measured.elapsed().toMillis() < 1000L * seconds - 100) {
                System.err.printf(
                        "%s: what was made ready was used up after %d ms of measuring; a greater --stock lasts longer%n",
                        operation.name(), measured.elapsed().toMillis());
            }
            String limit = limits.containsKey(operation.limit()) ? operation.limit() : EMPTY;
            Figure figure = Figure.of(operation.name(), clients, measured, limit, limits.getOrDefault(limit, 0.0));
            if (operation.name().equals(EMPTY)) {
                limits.put(EMPTY, figure.perSecond());
            }
            return figure;
        }
    }

    /** Both sides meet their first request at their slowest; a limit that is measured then would be none. */
    private void warmUp(Platform platform) throws Exception {
        Wishes wishes = new Wishes(clients, warmup, payload, devices, groups, deviceCommand, stock, users);
        try (Workload workload = Operations.named(EMPTY).prepare(platform, wishes)) {
            new Load(clients, Duration.ZERO, Duration.ofSeconds(warmup)).run(workload);
        }
    }

    private void measureLimits(List<Operation> chosen) throws InterruptedException {
        Set<String> needed = new TreeSet<>();
        chosen.forEach(operation -> needed.add(operation.limit()));
        if (needed.contains("broker-confirms")) {
            needed.add("aes-gcm");
        }
        for (Limit limit : available()) {
            if (needed.contains(limit.name())) {
                measure(limit);
            }
        }
    }

    private void measure(Limit limit) throws InterruptedException {
        try {
            double rate = limit.measure();
            limits.put(limit.name(), rate);
            System.err.printf("limit %s: %,.0f/s%n", limit.name(), rate);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            System.err.printf("limit %s could not be measured: %s%n", limit.name(), e);
        }
    }

    private List<Limit> available() {
        Duration period = Duration.ofSeconds(5);
        List<Limit> available = new ArrayList<>();
        if (postgres != null) {
            available.add(new PostgresCommits(postgres, clients, 5));
        }
        if (amqp != null) {
            available.add(new BrokerConfirms(amqp, devices, payload, clients, period));
        }
        available.add(new Argon2idHashes(period));
        available.add(new AesGcm(payload, Duration.ofSeconds(2)));
        return available;
    }

    private void write(List<Figure> figures) throws Exception {
        if (json != null) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("measuredAt", Instant.now().toString());
            result.put("url", url.toString());
            result.put("clients", clients);
            result.put("seconds", seconds);
            result.put("payload", payload);
            result.put("devices", devices);
            result.put("groups", groups);
            result.put("processors", Runtime.getRuntime().availableProcessors());
            result.put("limits", limits);
            result.put("figures", figures);
            Files.writeString(json, Json.of(result));
        }
    }
}
