package io.privicore.bootstrap.sync;

import static io.privicore.application.PlatformInMemory.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.TokenText;
import io.privicore.application.port.Inventories;
import io.privicore.application.query.CommandState;
import io.privicore.application.sync.ExpectedDigests;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.token.Attributes;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes, updates, deletes, lost connections, full queues, damaged disks and synchronisations at random, over the code of
 * real devices: after quiet every device holds exactly what it should, bit for bit.
 */
final class DevicesInStepTest {

    private static final int STEPS = 60;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final RealLine line = new RealLine();
    private final PlatformInMemory platform = new PlatformInMemory(new PlatformInMemory.Line(line, line));
    private final Caller owner = platform.anActiveProfile();
    private final List<RealDevice> devices = new ArrayList<>();
    private final List<TokenText> tokens = new ArrayList<>();

    @BeforeEach
    void connect(@TempDir Path folder) throws Exception {
        System.getLogger(DevicesInStepTest.class.getName()).log(System.Logger.Level.INFO, "Seed {0}", seed);
        for (int i = 0; i < 3; i++) {
            var id = platform.aStorageDevice(owner);
            var device = new RealDevice(id, line, platform.reports, folder.resolve("device" + i), platform.clock);
            devices.add(device);
            line.devices.put(id, device);
        }
        for (var device : devices) {
            device.connect();
        }
    }

    @AfterEach
    void close() {
        devices.forEach(RealDevice::close);
    }

    @RepeatedTest(3)
    void holdExactlyWhatTheyShouldAfterAnyHistory() throws Exception {
        for (int step = 0; step < STEPS; step++) {
            act();
            pass(Duration.ofSeconds(random.nextInt(20)));
        }

        comeToRest();

        for (var device : devices) {
            assertHoldsExactlyWhatItShould(device);
        }
        assertThat(line.failures).as("seed %d", seed).isEmpty();
    }

    private void act() throws Exception {
        // The last one is always there and sound, so that nothing is lost for good.
        var device = devices.get(random.nextInt(2));
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> store();
            case 4, 5 -> update();
            case 6, 7 -> delete();
            case 8 -> device.setFull(!device.isFull());
            case 9 -> turn(device);
            case 10 -> devices.getFirst().damage(random);
            default -> synchronise(device, random.nextBoolean());
        }
    }

    private void store() {
        var told = platform.done(owner, new TokenCommand.Exchange(platform.aTemporaryToken(owner), someBytes()));
        if (told.state() == CommandState.SUCCEEDED) {
            tokens.add(new TokenText(told.body().orElseThrow()));
        }
    }

    private void update() {
        if (!tokens.isEmpty()) {
            platform.submit(
                    owner,
                    new TokenCommand.Update(tokens.get(random.nextInt(tokens.size())), someBytes(), Attributes.NONE));
        }
    }

    private void delete() {
        if (!tokens.isEmpty()) {
            platform.submit(owner, new TokenCommand.Delete(tokens.remove(random.nextInt(tokens.size()))));
        }
    }

    private static void turn(RealDevice device) throws Exception {
        if (device.isConnected()) {
            device.disconnect();
        } else {
            device.connect();
        }
    }

    private void synchronise(RealDevice device, boolean deep) {
        platform.submit(owner, new StorageCommand.Synchronise(device.id, deep));
        platform.settle();
    }

    private void comeToRest() throws Exception {
        for (var device : devices) {
            device.setFull(false);
            if (!device.isConnected()) {
                device.connect();
            }
        }
        awaitQuiet();
        pass(Duration.ofMinutes(20));
        pass(Duration.ofMinutes(20));
        for (var device : devices) {
            awaitQuiet();
            var command = platform.submit(owner, new StorageCommand.Synchronise(device.id, true));
            platform.settle();
            assertThat(platform.outcome(owner, command).body().orElseThrow())
                    .as("seed %d", seed)
                    .contains("\"unrepairable\":0");
        }
        awaitQuiet();
    }

    private void pass(Duration duration) {
        platform.clock.advance(duration);
        devices.stream().filter(RealDevice::isConnected).forEach(device -> line.status(platformDevice(device)));
        platform.housekeep();
        platform.settle();
    }

    private void awaitQuiet() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!devices.stream().allMatch(RealDevice::isQuiet)) {
            assertThat(System.nanoTime()).as("seed %d", seed).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void assertHoldsExactlyWhatItShould(RealDevice device) throws Exception {
        var asked = platformDevice(device);
        line.buckets(asked, 0, Inventories.BUCKETS - 1, true).get(20, TimeUnit.SECONDS);
        Map<StorageRef, Bytes> held = new HashMap<>();
        for (int bucket = 0; bucket < Inventories.BUCKETS; bucket++) {
            line.items(asked, bucket).get(20, TimeUnit.SECONDS).forEach(item -> held.put(item.ref(), item.digest()));
        }
        Map<StorageRef, Bytes> expected = new HashMap<>();
        for (Placement placement : platform.dataTokens.presentPlacements()) {
            expected.put(placement.ref(), ExpectedDigests.ofVersion(placement.digests()));
        }
        assertThat(held).as("seed %d", seed).isEqualTo(expected);
        for (Placement placement : platform.dataTokens.presentPlacements()) {
            for (int chunk = 0; chunk < placement.chunks(); chunk++) {
                var sealed = line.fetch(asked, placement, chunk).get(20, TimeUnit.SECONDS);
                assertThat(ExpectedDigests.of(sealed)).isEqualTo(placement.digest(chunk));
            }
        }
    }

    private Device platformDevice(RealDevice device) {
        return platform.devices.find(device.id).orElseThrow();
    }

    private Bytes someBytes() {
        return bytes(("data " + random.nextLong() + " ").repeat(1 + random.nextInt(500)));
    }
}
