package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.device.Bundle;
import io.privicore.device.Device;
import io.privicore.device.Settings;
import io.privicore.device.authenticator.Voter;
import io.privicore.device.storage.Scrub;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The reference devices of one profile, run from the bundles that the platform gave out. */
final class Devices implements AutoCloseable {

    // Held here, since the registry of loggers forgets one that nobody holds, and its level with it.
    private static final Logger QUIET = Logger.getLogger("io.privicore.device");

    static {
        QUIET.setLevel(Level.SEVERE);
    }

    private final Client owner;
    private final Path folder;
    private final List<Store> stores = new ArrayList<>();

    Devices(Client owner, Path folder) {
        this.owner = owner;
        this.folder = folder;
    }

    /** Devices that are registered as storage, started and online. */
    static Devices online(Client owner, Path folder, int count) throws Exception {
        var devices = new Devices(owner, folder);
        for (int i = 1; i <= count; i++) {
            devices.add("store " + i).start();
        }
        devices.awaitOnline();
        return devices;
    }

    /** A storage device that is registered and was never started. */
    Store add(String name) {
        var id = request(owner, name);
        owner.run("/device/approve-device", Map.of("deviceIdentifier", id)).expectSuccess();
        return adopt(id);
    }

    /** A device that is approved already, registered as storage and never started. */
    Store adopt(String id) {
        var bundle = owner.get("/device/retrieve-device-configuration/" + id)
                .expect(200)
                .body();
        owner.run("/storage/register", Map.of("deviceIdentifier", id)).expectSuccess();
        var store = new Store(id, bundle);
        stores.add(store);
        return store;
    }

    /** A device that waits for approval. */
    static String request(Client owner, String name) {
        var command = owner.run("/device/request-unique-identifier", Map.of("deviceName", name))
                .expectSuccess()
                .command();
        return owner.post("/device/retrieve-unique-identifier", Map.of("id", command))
                .expect(200)
                .text("deviceIdentifier");
    }

    Store get(int index) {
        return stores.get(index);
    }

    void awaitOnline() {
        stores.stream().filter(store -> store.device != null).forEach(store -> store.awaitOnline(true));
    }

    @Override
    public void close() {
        stores.forEach(Store::close);
    }

    /** One storage device. */
    final class Store implements AutoCloseable {

        final String id;
        private String bundle;
        private Optional<Voter> voter = Optional.empty();
        private @Nullable Device device;

        private Store(String id, String bundle) {
            this.id = id;
            this.bundle = bundle;
        }

        String bundle() {
            return bundle;
        }

        String secret(String entry) {
            return Answer.parse(bundle).path(entry).asText();
        }

        void use(String newBundle) {
            bundle = newBundle;
        }

        /** From its next start on it votes, too. */
        Store votingBy(Voter whoVotes) {
            voter = Optional.of(whoVotes);
            return this;
        }

        Path folder() {
            return folder.resolve(id);
        }

        Device start() throws IOException {
            return start(Settings.in(folder()).capacity());
        }

        /** @param capacity how many bytes it takes */
        Device start(long capacity) throws IOException {
            device = Device.start(
                    Bundle.parse(bundle),
                    // It does not look for damage by itself: who finds it first would be left to chance.
                    Settings.in(folder())
                            .withCapacity(capacity)
                            .withHeartbeat(Duration.ofSeconds(2))
                            .withPatience(Duration.ofSeconds(1))
                            .withVoter(voter)
                            .withScrub(new Scrub.Pace(0, Duration.ofDays(1))));
            return device;
        }

        Device device() {
            if (device == null) {
                throw new AssertionError("The device was not started");
            }
            return device;
        }

        void kill() {
            device().kill();
            device = null;
        }

        void awaitOnline(boolean online) {
            Patience.until("device " + id + (online ? " online" : " offline"), () -> isOnline() == online);
        }

        boolean isOnline() {
            return StreamSupport.stream(
                            owner.get("/device/retrieve-profile-devices")
                                    .expect(200)
                                    .json()
                                    .spliterator(),
                            false)
                    .filter(one -> one.path("deviceIdentifier").asText().equals(id))
                    .anyMatch(one -> one.path("online").asBoolean());
        }

        /** Turns all stored bytes of the device into others, as a failing disk might. */
        void damage() throws IOException {
            try (var files = Files.walk(folder().resolve("chunks"))) {
                var segments = files.filter(file -> {
                            try {
                                return Files.isRegularFile(file) && Files.size(file) > 0;
                            } catch (IOException e) {
                                return false;
                            }
                        })
                        .toList();
                assertThat(segments).isNotEmpty();
                for (var segment : segments) {
                    invert(segment);
                }
            }
        }

        @Override
        public void close() {
            if (device != null) {
                device.close();
                device = null;
            }
        }
    }

    private static void invert(Path file) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            var content = new byte[Math.toIntExact(bytes.length())];
            bytes.readFully(content);
            IntStream.range(0, content.length).forEach(i -> content[i] = (byte) ~content[i]);
            bytes.seek(0);
            bytes.write(content);
        }
    }
}
