package io.privicore.adapters.amqp;

import static io.privicore.adapters.amqp.Exchanges.bytes;
import static io.privicore.adapters.amqp.Exchanges.placementOf;
import static io.privicore.adapters.amqp.Exchanges.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.adapters.amqp.broker.AmqpUri;
import io.privicore.application.port.DeviceLinks;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.StorageRef;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.DeviceMessage.StorageAbsent;
import io.privicore.protocol.message.DeviceMessage.StorageChunk;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.EngineMessage.StorageDelete;
import io.privicore.protocol.message.EngineMessage.StorageFetch;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WhatDevicesAreToldTest {

    private final TestNode.Platform platform = new TestNode.Platform();
    private final TestNode node = TestNode.connected(platform);
    private final ScriptedDevice device;
    private final ScriptedDevice other;

    WhatDevicesAreToldTest() throws Exception {
        device = new ScriptedDevice(platform);
        other = new ScriptedDevice(platform);
    }

    @AfterEach
    void stop() throws Exception {
        device.close();
        other.close();
        node.close();
    }

    @Test
    void everyChunkReachesEveryDevice() throws Exception {
        var chunks = List.of(bytes(1000), bytes(200_000), bytes(1));
        var placement = placementOf(chunks);

        var reached = store(node, placement, chunks, List.of(device.pinned(), other.pinned()));

        assertThat(reached).containsExactlyInAnyOrder(device.id, other.id);
        for (var each : List.of(device.listening(), other.listening())) {
            for (int chunk = 0; chunk < 3; chunk++) {
                var store = (StorageStore) each.take();
                assertThat(store.address())
                        .isEqualTo(new ChunkAddress(placement.ref().value(), 1, chunk, 3));
                assertThat(store.bytes().toArray()).isEqualTo(chunks.get(chunk).view());
                assertThat(store.digest()).isEqualTo(Digest.sha256(store.bytes()));
            }
        }
    }

    @Test
    void whatIsSentIsCounted() throws Exception {
        var chunks = List.of(bytes(1000), bytes(2000));

        store(node, placementOf(chunks), chunks, List.of(device.pinned(), other.pinned()));

        // The opening of a session and two chunks for each.
        assertThat(node.exchanged("messages", "sent")).isEqualTo(6);
        assertThat(node.exchanged("bytes", "sent")).isBetween(6_000.0, 8_000.0);
    }

    @Test
    void aDeviceWithoutQueueIsNotReachedAndHurtsNobody() throws Exception {
        TestBroker.revoke(other.id);
        var chunks = List.of(bytes(100));

        var reached = store(node, placementOf(chunks), chunks, List.of(device.pinned(), other.pinned()));

        assertThat(reached).containsExactly(device.id);
    }

    @Test
    void aFullQueueIsNotReachedAndHurtsNobodyUntilThereIsRoom() throws Exception {
        try (var small = new ScriptedDevice(platform, 20_000)) {
            var chunks = List.of(bytes(5000));
            boolean full = false;
            for (int i = 0; i < 20; i++) {
                var reached = store(node, placementOf(chunks), chunks, List.of(small.pinned(), device.pinned()));
                assertThat(reached).contains(device.id);
                full |= !reached.contains(small.id);
            }
            assertThat(full).isTrue();

            small.listening();
            Eventually.that(() -> store(node, placementOf(chunks), chunks, List.of(small.pinned()))
                    .contains(small.id));
            assertThat(small.take()).isInstanceOf(StorageStore.class);
        }
    }

    @Test
    void aDeviceIsToldToErase() throws Exception {
        var ref = new StorageRef(UUID.randomUUID());

        assertThat(node.links().erase(device.pinned(), ref)).isTrue();

        assertThat(device.listening().take()).isEqualTo(new StorageDelete(ref.value()));
    }

    @Test
    void aForgottenDeviceIsSpokenToInAFreshSession() throws Exception {
        device.listening();
        node.links().erase(device.pinned(), new StorageRef(UUID.randomUUID()));
        device.take();

        node.links().forget(device.id);
        node.links().erase(device.pinned(), new StorageRef(UUID.randomUUID()));

        assertThat(device.take()).isInstanceOf(StorageDelete.class);
    }

    @Test
    void aFetchEndsWithTheBytesTheDeviceHolds() throws Exception {
        device.introduced().listening();
        var chunks = List.of(bytes(5000));
        var placement = placementOf(chunks);

        var answer = node.links().fetch(device.pinned(), placement, 0);
        answer(device, chunks.get(0));

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(chunks.get(0));
    }

    @Test
    void aFetchIsAnsweredThroughWhicheverNodeReadsTheAnswer() throws Exception {
        // The first node reads every inbox; the second asks.
        try (var asking = TestNode.connected(platform)) {
            device.introduced().listening();
            var chunks = List.of(bytes(5000));

            var answer = asking.links().fetch(device.pinned(), placementOf(chunks), 0);
            answer(device, chunks.get(0));
            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(chunks.get(0));

            var missing = asking.links().fetch(device.pinned(), placementOf(chunks), 0);
            deny(device);
            assertThatThrownBy(() -> missing.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(DeviceLinks.Absent.class);
        }
    }

    @Test
    void nobodyAnswersForAnother() throws Exception {
        device.introduced().listening();
        other.introduced();
        var chunks = List.of(bytes(10));

        var answer = node.links().fetch(device.pinned(), placementOf(chunks), 0);
        var fetch = (StorageFetch) device.take();
        other.say(new StorageAbsent(fetch.request(), fetch.ref(), fetch.version(), 0));
        other.say(chunk(fetch, chunks.get(0)));
        device.say(chunk(fetch, bytes(11)));

        assertThat(answer.get(10, TimeUnit.SECONDS).length()).isEqualTo(11);
    }

    @Test
    void whatADeviceDoesNotHoldIsAbsent() throws Exception {
        device.introduced().listening();
        platform.reports.told.clear();

        var answer = node.links().fetch(device.pinned(), placementOf(List.of(bytes(10))), 0);
        deny(device);

        assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(DeviceLinks.Absent.class);
        Eventually.that(() ->
                platform.reports.told.stream().anyMatch(told -> told.toString().startsWith("absent ")));
    }

    @Test
    void aBrokerThatIsAwayIsARefusalAtOnceAndHealsByItself() throws Exception {
        try (var cable = new Cable(AmqpUri.port(TestBroker.uri()), false);
                var late = new TestNode(platform, TestBroker.uri(cable.port()))) {
            var chunks = List.of(bytes(10));
            assertThatThrownBy(() -> store(late, placementOf(chunks), chunks, List.of(device.pinned())))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(Reason.BROKER_UNAVAILABLE));

            cable.mend();
            Eventually.that(() -> late.publishing.isUp() && late.consuming.isUp());
            device.listening();
            for (int round = 0; round < 3; round++) {
                var cutting = Thread.ofVirtual().start(cable::cut);
                storeUntilRefused(late, chunks);
                cutting.join();
                cable.mend();
                Eventually.that(() -> late.publishing.isUp() && late.consuming.isUp());
                device.heard.clear();
                var placement = placementOf(chunks);
                assertThat(store(late, placement, chunks, List.of(device.pinned())))
                        .containsExactly(device.id);
                Eventually.that(() -> device.heard.stream()
                        .anyMatch(message -> message instanceof StorageStore store
                                && store.address().ref().equals(placement.ref().value())));
            }
        }
    }

    // What was said to be stored must be there even then.
    private void storeUntilRefused(TestNode late, List<Bytes> chunks) {
        Eventually.that(() -> {
            try {
                store(late, placementOf(chunks), chunks, List.of(device.pinned()));
                return false;
            } catch (Refusal refusal) {
                return refusal.reason() == Reason.BROKER_UNAVAILABLE;
            }
        });
    }

    private static void answer(ScriptedDevice device, Bytes bytes) throws Exception {
        device.say(chunk((StorageFetch) device.take(), bytes));
    }

    private static void deny(ScriptedDevice device) throws Exception {
        var fetch = (StorageFetch) device.take();
        device.say(new StorageAbsent(fetch.request(), fetch.ref(), fetch.version(), fetch.from()));
    }

    private static StorageChunk chunk(StorageFetch fetch, Bytes bytes) {
        var content = io.privicore.protocol.Bytes.wrap(bytes.view());
        return new StorageChunk(
                fetch.request(),
                new ChunkAddress(fetch.ref(), fetch.version(), fetch.from(), 1),
                Digest.sha256(content),
                content);
    }
}
