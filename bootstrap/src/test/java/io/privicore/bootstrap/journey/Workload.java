package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client that stores and deletes without a pause, and remembers what it was promised, whatever happens meanwhile. */
final class Workload implements Runnable {

    /** A write that was answered with 202. */
    record Promise(String command, byte[] payload) {}

    private final Client client;
    private final Supplier<URI> address;
    private final Random random;
    private final AtomicInteger answered;
    private final List<String> commands = new ArrayList<>();
    private final List<Promise> exchanges = new ArrayList<>();
    private final List<String> deletions = new ArrayList<>();
    private final List<String> deleted = new ArrayList<>();
    private final Set<String> doubtful = new HashSet<>();
    private volatile boolean over;
    private int number;

    Workload(Client client, Supplier<URI> address, long seed, AtomicInteger answered) {
        this.client = client;
        this.address = address;
        this.random = new Random(seed);
        this.answered = answered;
    }

    void end() {
        over = true;
    }

    Client client() {
        return client.at(address.get());
    }

    /** All commands that were answered with 202. */
    List<String> commands() {
        return commands;
    }

    List<Promise> exchanges() {
        return exchanges;
    }

    /** Commands that delete, in the order of {@link #deleted()}. */
    List<String> deletions() {
        return deletions;
    }

    /** Tokens that were to be deleted. */
    List<String> deleted() {
        return deleted;
    }

    /** Tokens whose deletion was asked for and not answered: it happened or it did not. */
    Set<String> doubtful() {
        return doubtful;
    }

    @Override
    public void run() {
        while (!over) {
            try {
                store();
            } catch (UncheckedIOException cutOff) {
                // The platform was killed; what it had not answered was not promised.
                awaitAnswer();
            }
        }
    }

    private void store() {
        var reservation = promised("/data-token/reserve-token-space", Map.of("context", "storm", "ttl", 60));
        if (reservation == null) {
            return;
        }
        var temporary = client().temporary(settled(reservation).command());
        var payload = ("payload " + number++ + " " + "x".repeat(random.nextInt(2000))).getBytes(UTF_8);
        var exchange = promised(
                "/data-token/exchange-data-for-token",
                Map.of("temporaryTokenSpace", temporary, "data", Client.base64(payload)));
        if (exchange == null) {
            return;
        }
        exchanges.add(new Promise(exchange, payload));
        if (random.nextInt(4) == 0) {
            var token = settled(exchange).expectSuccess().body();
            doubtful.add(token);
            var deletion = promised("/data-token/delete-data", Map.of("token", token));
            doubtful.remove(token);
            if (deletion != null) {
                deletions.add(deletion);
                deleted.add(token);
            }
        }
    }

    /** The command, if it was accepted; nothing while the platform says that it cannot. */
    private @Nullable String promised(String path, Map<String, ?> fields) {
        var answer = client().post(path, fields);
        if (answer.status() == 503) {
            return null;
        }
        var command = answer.expect(202).text("commandId");
        commands.add(command);
        answered.incrementAndGet();
        return command;
    }

    private Outcome settled(String command) {
        return Patience.await("the outcome of " + command, () -> {
            var told = client().get("/request-status/" + command);
            return told.status() == 200
                    ? java.util.Optional.of(Outcome.of(command, told.json()))
                    : java.util.Optional.empty();
        });
    }

    private void awaitAnswer() {
        Patience.until("the platform", () -> {
            if (over) {
                return true;
            }
            try {
                return client().get("/q/health/live").status() == 200;
            } catch (UncheckedIOException stillAway) {
                return false;
            }
        });
    }
}
