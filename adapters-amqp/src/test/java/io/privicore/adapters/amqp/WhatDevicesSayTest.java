package io.privicore.adapters.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.device.DeviceReports.Receipt;
import io.privicore.application.port.DevicePresences.Report;
import io.privicore.domain.kernel.Bytes;
import io.privicore.protocol.key.Ed25519KeyPair;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.DeviceMessage.Heartbeat;
import io.privicore.protocol.message.DeviceMessage.StorageDeleted;
import io.privicore.protocol.message.DeviceMessage.StorageRefused;
import io.privicore.protocol.message.DeviceMessage.StorageStored;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WhatDevicesSayTest {

    private TestNode.Platform platform = new TestNode.Platform();
    private TestNode node = TestNode.connected(platform);
    private ScriptedDevice device;

    WhatDevicesSayTest() throws Exception {
        device = new ScriptedDevice(platform);
    }

    @BeforeEach
    void nothingTold() {
        platform.reports.told.clear();
    }

    @AfterEach
    void stop() throws Exception {
        device.close();
        node.close();
    }

    @Test
    void theFirstHelloShowsTheKeysToPin() throws Exception {
        device.hello(ScriptedDevice.CLIENT_SECRET);

        assertThat(told()).isEqualTo(new Fakes.Reports.HelloTold(device.id, device.keys()));
    }

    @Test
    void aHelloUnderAnotherSecretIsDropped() throws Exception {
        device.hello("guessed".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        dropped("wrong_mac");
        assertThat(platform.reports.told).isEmpty();
    }

    @Test
    void aHelloWithOtherKeysThanThePinnedIsDropped() throws Exception {
        try (var earlier = new ScriptedDevice(platform)) {
            platform.reports.known.put(
                    device.id,
                    new io.privicore.application.device.DeviceReports.Known(
                            device.id,
                            java.util.Optional.of(earlier.keys()),
                            Bytes.copyOf(ScriptedDevice.CLIENT_SECRET)));
            device.hello(ScriptedDevice.CLIENT_SECRET);
            dropped("other_keys");
            device.openSession();
            dropped("unopened");
        }
    }

    @Test
    void aMessageTheBrokerDoesNotVouchForIsDropped() throws Exception {
        device.send(device.helloFrame(ScriptedDevice.CLIENT_SECRET), null);

        dropped("wrong_sender");
        assertThat(platform.reports.told).isEmpty();
    }

    @Test
    void aDeviceThatMayNotSpeakIsNotHeard() throws Exception {
        device.introduced();
        told();
        platform.reports.known.remove(device.id);

        device.say(new Heartbeat(3, 2, 1, Instant.now()));

        dropped("unknown_device");
        assertThat(platform.reports.told).isEmpty();
    }

    @Test
    void aTamperedMessageIsDropped() throws Exception {
        device.introduced();
        told();
        var frame = device.seal(new Heartbeat(3, 2, 1, Instant.now()));
        frame[frame.length - 1] ^= 1;

        device.send(frame);

        dropped("unopened");
        assertThat(platform.reports.told).isEmpty();
    }

    @Test
    void aReplayHasNoEffect() throws Exception {
        device.introduced();
        told();
        var frame = device.seal(new StorageDeleted(UUID.randomUUID(), Long.MAX_VALUE));
        device.send(frame);
        told();

        device.send(frame);

        dropped("replayed");
        assertThat(platform.reports.told).isEmpty();
    }

    @Test
    void receiptsAreReportedWithTheirDigests() throws Exception {
        device.introduced();
        told();
        var store = Exchanges.aStore();

        device.say(Exchanges.receiptFor(store, device));

        assertThat(told())
                .isEqualTo(new Receipt(
                        new io.privicore.domain.token.StorageRef(store.address().ref()),
                        1,
                        0,
                        Bytes.wrap(store.digest().toBytes())));
    }

    @Test
    void receiptsWithoutTheDevicesSignatureAreDropped() throws Exception {
        device.introduced();
        told();
        var receipt = new io.privicore.protocol.message.DeviceMessage.Receipt(
                Exchanges.aStore().address(), Exchanges.aStore().digest());

        device.say(
                StorageStored.signed(List.of(receipt), Instant.now(), device.id.toString(), Ed25519KeyPair.generate()));

        dropped("wrong_signature");
        assertThat(platform.reports.told).isEmpty();
    }

    @Test
    void allKindsOfNewsArriveInOrder() throws Exception {
        device.introduced();
        told();
        var address = new ChunkAddress(UUID.randomUUID(), 1, 0, 1);

        device.say(Exchanges.receiptFor(Exchanges.aStore(), device));
        device.say(new StorageRefused(address, StorageRefused.Reason.FULL));
        device.say(new StorageDeleted(address.ref(), Long.MAX_VALUE));

        assertThat(told()).isInstanceOf(Receipt.class);
        assertThat(told()).isEqualTo("full " + address.ref());
        assertThat(told()).isEqualTo("deleted " + address.ref());
    }

    @Test
    void aHeartbeatTellsWhatTheDeviceHolds() throws Exception {
        device.introduced();
        told();

        device.say(new Heartbeat(3, 2, 1, Instant.now()));

        assertThat(told()).isEqualTo(new Report(3, 2, 1));
    }

    @Test
    void newsThatCannotBeKeptNowComeAgainInOrder() throws Exception {
        device.introduced();
        told();
        platform.reports.failures.set(3);
        var first = Exchanges.aStore();
        var second = Exchanges.aStore();

        device.say(Exchanges.receiptFor(first, device));
        device.say(Exchanges.receiptFor(second, device));

        assertThat(((Receipt) told()).ref().value()).isEqualTo(first.address().ref());
        assertThat(((Receipt) told()).ref().value()).isEqualTo(second.address().ref());
        assertThat(platform.reports.failures).hasValue(0);
    }

    @Test
    void aSessionOutlivesTheNodeItWasOpenedAt() throws Exception {
        device.introduced();
        told();
        device.say(new Heartbeat(1, 1, 1, Instant.now()));
        told();
        node.close();
        node = TestNode.connected(platform);

        device.say(new Heartbeat(3, 2, 1, Instant.now()));

        // What the first node had no time to acknowledge comes once more.
        Eventually.that(() -> platform.reports.told.contains(new Report(3, 2, 1)));
    }

    @Test
    void aKeptSessionDiesWithTheKeysItWasOpenedUnder() throws Exception {
        device.introduced();
        told();
        device.say(new Heartbeat(1, 1, 1, Instant.now()));
        told();
        try (var rotated = new ScriptedDevice(platform)) {
            platform.reports.known.put(
                    device.id,
                    new io.privicore.application.device.DeviceReports.Known(
                            device.id,
                            java.util.Optional.of(rotated.keys()),
                            Bytes.copyOf(ScriptedDevice.CLIENT_SECRET)));

            device.say(new Heartbeat(3, 2, 1, Instant.now()));

            dropped("unknown_session");
            assertThat(platform.reports.told).isEmpty();
        }
    }

    private Object told() throws InterruptedException {
        var told = platform.reports.told.poll(15, TimeUnit.SECONDS);
        assertThat(told).isNotNull();
        return java.util.Objects.requireNonNull(told);
    }

    private void dropped(String reason) {
        Eventually.that(() -> node.dropped(reason) >= 1);
    }
}
