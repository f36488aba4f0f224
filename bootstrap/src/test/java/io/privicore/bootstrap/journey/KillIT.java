package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform that is killed again and again while clients store and delete. */
class KillIT {

    private static final int KILLS = 5;
    private static final int CLIENTS = 3;
    private static final int MOST_ANSWERS = 60;
    private static final int MOST_NANOS = 30_000_000;
    private static final String NOTES = "journey-outcomes";

    private final Path folder;
    private final AtomicInteger answered = new AtomicInteger();
    private final List<Throwable> failures = new java.util.concurrent.CopyOnWriteArrayList<>();

    KillIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @SuppressWarnings("SystemOut")
    void keepsWhatItPromised() throws Exception {
        long seed = Long.getLong("privicore.test.seed", System.nanoTime());
        System.out.println("KillIT: -Dprivicore.test.seed=" + seed);
        var random = new Random(seed);
        try (var platform = Platform.start(folder.resolve("data"))) {
            List<Workload> workloads = new ArrayList<>();
            List<Devices> devices = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                var client = Client.active(platform.address());
                devices.add(Devices.online(client, folder.resolve("devices-" + i), 2));
                workloads.add(new Workload(client, platform::address, random.nextLong(), answered));
            }
            noteOutcomes(platform);

            storm(platform, workloads, random);

            for (var workload : workloads) {
                expectKept(workload);
            }
            expectOneOutcomeEach(platform, workloads);
            devices.forEach(Devices::close);
        }
    }

    private void storm(Platform platform, List<Workload> workloads, Random random) throws Exception {
        var threads = workloads.stream()
                .map(workload -> Thread.ofVirtual()
                        .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
                        .start(workload))
                .toList();
        for (int i = 0; i < KILLS; i++) {
            int enough = answered.get() + 1 + random.nextInt(MOST_ANSWERS);
            Patience.until("some answers", () -> answered.get() >= enough || !failures.isEmpty());
            LockSupport.parkNanos(random.nextInt(MOST_NANOS));
            platform.kill();
            platform.start();
        }
        workloads.forEach(Workload::end);
        for (var thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    private static void expectKept(Workload workload) throws Exception {
        var client = workload.client();
        Map<String, Outcome> outcomes = new HashMap<>();
        workload.commands().forEach(command -> outcomes.put(command, client.outcome(command)));
        Set<String> gone = new HashSet<>();
        for (int i = 0; i < workload.deleted().size(); i++) {
            if (outcomes.get(workload.deletions().get(i)) instanceof Outcome outcome && outcome.succeeded()) {
                gone.add(workload.deleted().get(i));
            }
        }
        try (var channel = Channel.join(client)) {
            for (var promise : workload.exchanges()) {
                var outcome = outcomes.get(promise.command());
                if (outcome == null || !outcome.succeeded()) {
                    continue;
                }
                var token = outcome.body();
                if (gone.contains(token) || workload.doubtful().contains(token) && !isListed(client, token)) {
                    assertThat(isListed(client, token)).isFalse();
                    client.run("/data-token/request-data", Map.of("token", token))
                            .expectRejection("data_token.not_found");
                } else if (!workload.deleted().contains(token)) {
                    assertThat(channel.fetch(client, token)).isEqualTo(promise.payload());
                }
            }
        }
    }

    private static boolean isListed(Client client, String token) {
        return !client.listed(token, false).isMissingNode();
    }

    /** From now on every outcome that is published is kept at the broker. */
    private static void noteOutcomes(Platform platform) throws Exception {
        try (var wire = Wire.engine(platform)) {
            var channel = wire.channel();
            channel.queueDeclare(NOTES, true, false, false, Map.of());
            channel.queueBind(NOTES, Wire.EVENTS, "command.*");
            channel.close();
        }
    }

    private static void expectOneOutcomeEach(Platform platform, List<Workload> workloads) throws Exception {
        var promised = workloads.stream()
                .flatMap(workload -> workload.commands().stream())
                .toList();
        Map<String, Set<String>> told = new HashMap<>();
        try (var wire = Wire.engine(platform)) {
            var channel = wire.channel();
            Patience.until("all outcomes to be published", () -> {
                for (var got = channel.basicGet(NOTES, true); got != null; got = channel.basicGet(NOTES, true)) {
                    JsonNode event = Answer.parse(new String(got.getBody(), UTF_8));
                    told.computeIfAbsent(event.at("/data/command").asText(), _ -> new HashSet<>())
                            .add(event.path("id").asText());
                }
                return told.keySet().containsAll(promised);
            });
            channel.queueDelete(NOTES);
        }
        assertThat(promised).doesNotHaveDuplicates().isNotEmpty();
        assertThat(told)
                .allSatisfy((command, events) -> assertThat(events).as(command).hasSize(1));
    }
}
