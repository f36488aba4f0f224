package io.privicore.adapters.amqp;

import static io.privicore.adapters.amqp.Exchanges.bytes;
import static io.privicore.adapters.amqp.Exchanges.placementOf;
import static io.privicore.adapters.amqp.Exchanges.receiptFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.port.Delivery;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.Placement;
import io.privicore.protocol.message.DeviceMessage.StorageRefused;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class DeliveryTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final TestNode.Platform platform = new TestNode.Platform();
    private final TestNode node = TestNode.connected(platform);
    private final ScriptedDevice device;
    private final ScriptedDevice other;
    private final List<Bytes> chunks = List.of(bytes(1000), bytes(10));
    private final Placement placement = placementOf(chunks);

    DeliveryTest() throws Exception {
        device = new ScriptedDevice(platform);
        other = new ScriptedDevice(platform);
    }

    @BeforeEach
    void introduce() throws Exception {
        device.introduced().listening();
        other.introduced().listening();
        Eventually.that(() -> platform.reports.told.size() >= 2);
        platform.reports.told.clear();
    }

    @AfterEach
    void stop() throws Exception {
        device.close();
        other.close();
        node.close();
    }

    @Test
    void hearsWhoHoldsEverythingAndNobodyElseIsTold() throws Exception {
        try (var delivery = begun()) {
            var stores = stores(device);
            device.say(receiptFor(stores.getFirst(), device));
            assertThat(delivery.await(1, Duration.ofMillis(200))).isEmpty();

            device.say(receiptFor(stores.getLast(), device));
            assertThat(delivery.await(1, LONG)).containsExactly(device.id);
            assertThat(delivery.end()).containsExactly(device.id);
        }
        assertThat(platform.reports.told).isEmpty();
    }

    @Test
    void leavesToOthersWhatComesAfterItsEnd() throws Exception {
        try (var delivery = begun()) {
            device.say(receiptFor(stores(device), device));
            delivery.await(1, LONG);
        }
        other.say(receiptFor(stores(other), other));

        Eventually.that(() -> !platform.reports.told.isEmpty());
    }

    @Test
    void hearsItsOwnDevicesOnlyWhileAnotherBringsTheSameElsewhere() throws Exception {
        try (var one = begun(device);
                var two = begun(other)) {
            device.say(receiptFor(stores(device), device));
            other.say(receiptFor(stores(other), other));

            assertThat(one.await(1, LONG)).containsExactly(device.id);
            assertThat(two.await(1, LONG)).containsExactly(other.id);
        }
    }

    @Test
    void hearsThroughWhicheverNodeReadsTheReport() throws Exception {
        // The first node reads every inbox; the second sends.
        try (var sending = TestNode.connected(platform);
                var delivery = begun(sending, device, other)) {
            device.say(receiptFor(stores(device), device));
            other.say(new StorageRefused(stores(other).getFirst().address(), StorageRefused.Reason.FULL));

            assertThat(delivery.await(2, LONG)).containsExactly(device.id);
            assertThat(delivery.reached()).containsExactly(device.id);
        }
    }

    @Test
    void doesNotCountOtherBytesNorWhatWasNeverSent() throws Exception {
        try (var delivery = begun()) {
            var stores = new ArrayList<>(stores(device));
            stores.set(1, StorageStore.of(stores.get(1).address(), stores.get(0).bytes()));
            device.say(receiptFor(stores, device));
            other.say(receiptFor(stores(other), other));

            assertThat(delivery.await(2, Duration.ofSeconds(1))).containsExactly(other.id);
        }
    }

    @Test
    void waitsNoLongerForADeviceThatRefuses() throws Exception {
        try (var delivery = begun()) {
            var store = stores(device).getFirst();
            device.say(new StorageRefused(store.address(), StorageRefused.Reason.FULL));
            other.say(receiptFor(stores(other), other));

            assertThat(delivery.await(2, LONG)).containsExactly(other.id);
            assertThat(delivery.reached()).containsExactly(other.id);
        }
    }

    @Test
    void keepsTheSenderFromRunningAheadOfTheDevices() throws Exception {
        var large = bytes(1 << 20);
        try (var delivery = node.links().deliver(placement.ref(), 1, 0, List.of(device.pinned(), other.pinned()))) {
            var sender = Thread.ofVirtual().start(() -> {
                for (int chunk = 0; chunk < 40; chunk++) {
                    delivery.send(chunk, placementOf(List.of(large)).digest(0), large);
                }
            });
            for (int chunk = 0; chunk < 16; chunk++) {
                device.say(receiptFor((StorageStore) device.take(), device));
            }
            assertThat(sender.join(Duration.ofMillis(500))).isFalse();
            assertThat(device.heard).isEmpty();

            // The other says nothing at all, and is left behind.
            for (int chunk = 16; chunk < 40; chunk++) {
                device.say(receiptFor((StorageStore) device.take(), device));
            }
            assertThat(sender.join(LONG)).isTrue();
            assertThat(delivery.await(2, LONG)).containsExactly(device.id);
            assertThat(delivery.reached()).containsExactly(device.id);
        }
    }

    @Test
    void beginsOnlyWhileThereIsABroker() {
        try (var alone = new TestNode(platform, java.net.URI.create("amqp://127.0.0.1:1"))) {
            assertThatThrownBy(() -> alone.links().deliver(placement.ref(), 1, 2, List.of(device.pinned())))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(Reason.BROKER_UNAVAILABLE));
        }
    }

    private Delivery begun(ScriptedDevice... devices) {
        return devices.length == 0 ? begun(node, device, other) : begun(node, devices);
    }

    private Delivery begun(TestNode by, ScriptedDevice... devices) {
        var to = List.of(devices);
        var delivery = by.links()
                .deliver(
                        placement.ref(),
                        placement.version(),
                        chunks.size(),
                        to.stream().map(ScriptedDevice::pinned).toList());
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            delivery.send(chunk, placement.digest(chunk), chunks.get(chunk));
        }
        assertThat(delivery.reached()).hasSize(to.size());
        return delivery;
    }

    private List<StorageStore> stores(ScriptedDevice by) throws Exception {
        var stores = new ArrayList<StorageStore>();
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            stores.add((StorageStore) by.take());
        }
        return stores;
    }
}
