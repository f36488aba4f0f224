package io.privicore.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.protocol.message.EngineMessage.StorageStatus;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CodecTest {

    private static final int ROUNDS = 200;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    CodecTest() {
        System.out.println("CodecTest: seed " + seed);
    }

    @Nested
    class AMessage {

        @Test
        void isReadBackAsItWasWritten() throws MalformedMessage {
            for (int round = 0; round < ROUNDS; round++) {
                for (var message : Samples.ofEveryType(random)) {
                    assertThat(Codec.decode(MessageType.of(message), Codec.encode(message)))
                            .isEqualTo(message);
                }
            }
        }

        @Test
        void beginsWithTheVersionOfItsFormat() {
            for (var message : Samples.ofEveryType(random)) {
                assertThat(Codec.encode(message)[0]).isEqualTo((byte) 1);
            }
        }
    }

    @Nested
    class Decoding {

        @Test
        void refusesEveryMessageCutShort() {
            for (var message : Samples.ofEveryType(random)) {
                var whole = Codec.encode(message);
                for (int length = 0; length < whole.length; length++) {
                    var part = Arrays.copyOf(whole, length);
                    assertThatThrownBy(() -> Codec.decode(MessageType.of(message), part))
                            .isInstanceOf(MalformedMessage.class);
                }
            }
        }

        @Test
        void refusesEveryMessageThatGoesOn() {
            for (var message : Samples.ofEveryType(random)) {
                var whole = Codec.encode(message);
                var longer = Arrays.copyOf(whole, whole.length + 1);
                assertThatThrownBy(() -> Codec.decode(MessageType.of(message), longer))
                        .isInstanceOf(MalformedMessage.class);
            }
        }

        @Test
        void refusesAnotherVersionOfTheFormat() {
            var other = Codec.encode(new StorageStatus());
            other[0] = 2;

            assertThatThrownBy(() -> Codec.decode(MessageType.STORAGE_STATUS, other))
                    .isInstanceOf(MalformedMessage.class)
                    .hasMessageContaining("format 1, but got 2");
        }

        @Test
        void readsOrRefusesRandomBytesAndThrowsNothingElse() {
            var types = List.of(MessageType.values());
            for (int round = 0; round < 100 * ROUNDS; round++) {
                var bytes = new byte[1 + random.nextInt(300)];
                random.nextBytes(bytes);
                bytes[0] = 1;
                readOrRefuse(types.get(random.nextInt(types.size())), bytes);
            }
        }

        @Test
        void readsOrRefusesDamagedMessagesAndThrowsNothingElse() {
            for (int round = 0; round < ROUNDS; round++) {
                for (var message : Samples.ofEveryType(random)) {
                    var bytes = Codec.encode(message);
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                    readOrRefuse(MessageType.of(message), bytes);
                }
            }
        }

        @Test
        void reservesNoMemoryForWhatIsOnlyAnnounced() {
            var announced = ByteBuffer.allocate(13)
                    .put((byte) 1)
                    .putLong(0)
                    .putInt(Integer.MAX_VALUE)
                    .array();

            assertThatThrownBy(() -> Codec.decode(MessageType.STORAGE_STORED, announced))
                    .isInstanceOf(MalformedMessage.class)
                    .hasMessageContaining("2147483647 are announced");
        }

        private void readOrRefuse(MessageType type, byte[] bytes) {
            try {
                var message = Codec.decode(type, bytes);
                assertThat(MessageType.of(message)).isEqualTo(type);
            } catch (MalformedMessage refused) {
                assertThat(refused).hasMessageStartingWith("Expected");
            }
        }
    }

    @Nested
    class WireNames {

        @Test
        void existForEveryMessageAndDiffer() {
            var names = new HashSet<String>();
            for (var type : MessageType.values()) {
                assertThat(names.add(type.wireName())).isTrue();
                assertThat(MessageType.find(type.wireName())).contains(type);
            }
            assertThat(messages(Message.class)).hasSize(names.size());
        }

        @Test
        void areStable() {
            assertThat(Arrays.stream(MessageType.values()).map(MessageType::wireName))
                    .containsExactly(
                            "storage.store",
                            "storage.delete",
                            "storage.fetch",
                            "storage.inventory",
                            "storage.prove",
                            "storage.status",
                            "device.hello",
                            "device.heartbeat",
                            "storage.stored",
                            "storage.refused",
                            "storage.chunk",
                            "storage.absent",
                            "storage.inventory-page",
                            "storage.proof",
                            "storage.deleted",
                            "authenticator.ballot",
                            "authenticator.closed",
                            "authenticator.vote");
        }

        private static Set<Class<?>> messages(Class<?> sealed) {
            var found = new HashSet<Class<?>>();
            for (var permitted : sealed.getPermittedSubclasses()) {
                if (permitted.isRecord()) {
                    found.add(permitted);
                } else {
                    found.addAll(messages(permitted));
                }
            }
            return found;
        }
    }
}
