package io.privicore.benchmarks.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.privicore.benchmarks.operation.Storage;
import io.privicore.benchmarks.operation.Wishes;
import io.privicore.benchmarks.platform.Json;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Wire;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole story, told on standard output as it goes. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Fills storage devices, lets one miss writes and deletes, and measures how it gets in step again;"
                + " then damages its disk, and has that found and mended.")
public final class InStep implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Option(names = "--url", description = "where the platform listens")
    private URI url = URI.create("http://localhost:8009");

    @Option(
            names = "--device-command",
            required = true,
            description = "starts a storage device, for instance \"./privicore device {bundle} --data {folder}"
                    + " --scrub-rate 0\"; with a scrub the damage may be found before the synchronisation looks for it")
    private String deviceCommand = "";

    @Option(names = "--devices", description = "storage devices, at least two")
    private int devices = 3;

    @Option(names = "--stock", description = "tokens that all devices hold")
    private int stock = 100_000;

    @Option(names = "--writes", description = "further tokens that are written while one device is stopped")
    private int writes = 10_000;

    @Option(names = "--deletes", description = "tokens of the stock that are deleted while it is stopped")
    private int deletes = 1_000;

    @Option(names = "--damaged", description = "stored chunks that are damaged on its disk afterwards")
    private int damaged = 100;

    @Option(names = "--payload", description = "bytes of data of each token")
    private int payload = 1024;

    @Option(names = "--clients", description = "clients that write at the same time")
    private int clients = 32;

    @Option(
            names = "--amqp",
            description = "the platform's broker as amqp://…: what waits there for the stopped device is thrown away,"
                    + " so that only a synchronisation can bring it; else its queue brings it")
    private @Nullable String amqp;

    @Override
    public Integer call() throws Exception {
        Platform platform = new Platform(url);
        try (Storage storage =
                        Storage.open(platform, new Wishes(clients, 0, payload, devices, 1, deviceCommand, stock, 0));
                Wire wire = storage.account().wire()) {
            Tokens tokens = new Tokens(storage, clients);
            List<String> stored = new ArrayList<>(tokens.write("stock", stock));
            awaitInStep(storage, wire, stock);
            Collections.shuffle(stored, new Random(1));
            boolean sound = absence(storage, wire, tokens, stored.subList(0, deletes));
            return sound & damage(storage, wire) ? 0 : 1;
        }
    }

    private boolean absence(Storage storage, Wire wire, Tokens tokens, List<String> unwanted) throws Exception {
        storage.devices().stop(0);
        tokens.write("written while a device is stopped", writes);
        tokens.delete("deleted while a device is stopped", unwanted);
        // It counts as online for a while after it was heard for the last time.
        awaitOnline(storage, wire, false);
        if (amqp != null) {
            say(
                    "thrown away",
                    "%,d messages that waited for it",
                    thrownAway(storage.devices().id(0), amqp));
        }
        Traffic before = Traffic.of(wire);
        long from = System.nanoTime();
        storage.devices().startAgain(0);
        awaitOnline(storage, wire, true);
        double online = since(from);
        JsonNode outcome = synchronised(storage, wire, false);
        double synchronised = since(from) - online;
        awaitInStep(storage, wire, stock + writes - deletes);
        double inStep = since(from);
        Traffic traffic = Traffic.of(wire).since(before);
        long refs = (long) writes + deletes;
        boolean byItself =
                outcome.path("repaired").asLong() + outcome.path("orphans").asLong() < refs;
        double took = byItself ? inStep - online : synchronised;
        say("online", "%.1f s after its process was started", online);
        say("in step", "%.1f s after that, in %.1f s in all", inStep - online, inStep);
        say("synchronised", "%,d refs in %.2f s: %,.0f refs/s", refs, took, refs / took);
        if (byItself) {
            say(
                    "",
                    "Not all by the command: its queue brought some, or a synchronisation began before it was asked for.");
        }
        say("outcome", "%s", outcome);
        say("traffic", "%s; %.2f messages a ref", traffic, (double) traffic.messages() / Math.max(1, refs));
        return outcome.path("unrepairable").asLong(-1) == 0;
    }

    private boolean damage(Storage storage, Wire wire) throws Exception {
        int flipped = new Segments(storage.devices().folder(0))
                .damage(damaged, new Random(2))
                .size();
        say("damaged", "%,d chunks, a byte each", flipped);
        Traffic before = Traffic.of(wire);
        long from = System.nanoTime();
        JsonNode outcome = synchronised(storage, wire, true);
        say("deep", "%.2f s", since(from));
        say("outcome", "%s", outcome);
        say("traffic", "%s", Traffic.of(wire).since(before));
        boolean exact = outcome.path("corrupt").asLong() == flipped
                && outcome.path("repaired").asLong() == flipped
                && outcome.path("missing").asLong(-1) == 0
                && outcome.path("unrepairable").asLong(-1) == 0;
        JsonNode again = synchronised(storage, wire, true);
        say("once more", "%s", again);
        exact &= again.path("corrupt").asLong(-1) == 0 && again.path("missing").asLong(-1) == 0;
        say("mended", exact ? "exactly what was damaged" : "something else than what was damaged");
        return exact;
    }

    private JsonNode synchronised(Storage storage, Wire wire, boolean deep) throws IOException, InterruptedException {
        Map<String, Object> fields =
                Map.of("deviceIdentifier", storage.devices().id(0), "deep", deep);
        String command =
                wire.post("/storage/sync-device", Json.of(fields)).expect(202).field("commandId");
        return Json.read(
                storage.channel().success(command, PATIENCE).path("body").asText());
    }

    private static void awaitOnline(Storage storage, Wire wire, boolean online)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (listed(storage, wire, 0).path("online").asBoolean() != online) {
            pause(deadline);
        }
    }

    /** Until every device is known to hold everything, and says so itself. */
    private static void awaitInStep(Storage storage, Wire wire, int items) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int device = 0; device < storage.devices().count(); device++) {
            JsonNode one = listed(storage, wire, device);
            while (one.path("missing").asInt(-1) != 0
                    || one.path("lagging").asBoolean()
                    || one.path("items").asInt() != items) {
                pause(deadline);
                one = listed(storage, wire, device);
            }
        }
    }

    private static void pause(long deadline) throws IOException, InterruptedException {
        if (System.nanoTime() > deadline) {
            throw new IOException("Expected devices to get in step within " + PATIENCE + ", but they did not");
        }
        Thread.sleep(50);
    }

    private static JsonNode listed(Storage storage, Wire wire, int number) throws IOException {
        String id = storage.devices().id(number);
        for (JsonNode device :
                wire.get("/storage/list-storage-devices").expect(200).json()) {
            if (device.path("deviceIdentifier").asText().equals(id)) {
                return device;
            }
        }
        throw new IOException("Expected device %s in the list, but it is not there".formatted(id));
    }

    private static long thrownAway(String device, String amqp) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(amqp);
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            return channel.queuePurge("privicore.device." + device).getMessageCount();
        }
    }

    private static double since(long from) {
        return (System.nanoTime() - from) / 1e9;
    }

    static void say(String what, String format, Object... values) {
        System.out.printf(Locale.ROOT, "%-34s", what);
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
