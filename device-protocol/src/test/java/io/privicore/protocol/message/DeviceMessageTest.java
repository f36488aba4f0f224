package io.privicore.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.Ed25519KeyPair;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.key.X25519KeyPair;
import io.privicore.protocol.message.DeviceMessage.Hello;
import io.privicore.protocol.message.DeviceMessage.Receipt;
import io.privicore.protocol.message.DeviceMessage.StorageStored;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeviceMessageTest {

    private final Ed25519KeyPair keys = Ed25519KeyPair.generate();
    private final Instant now = Instant.parse("2026-01-01T00:00:00.123456Z");

    @Nested
    class AHello {

        private final Bytes secret = bytes("client secret");
        private final Hello hello = Hello.of(
                new SignedKey(X25519KeyPair.generate().publicKey()), keys.publicKey(), 1000, now, "device 1", secret);

        @Test
        void isFromTheDeviceThatKnowsTheSecret() {
            assertThat(hello.isFrom("device 1", secret)).isTrue();
        }

        @Test
        void isFromNobodyElse() {
            assertThat(hello.isFrom("device 2", secret)).isFalse();
            assertThat(hello.isFrom("device 1", bytes("another secret"))).isFalse();
        }

        @Test
        void isNotFromTheDeviceOnceAnythingIsChanged() {
            var other = Ed25519KeyPair.generate().publicKey();
            var otherKey = new SignedKey(X25519KeyPair.generate().publicKey());
            var mac = hello.mac();

            assertThat(List.of(
                            new Hello(otherKey, hello.signingKey(), 1000, now, mac),
                            new Hello(hello.key(), other, 1000, now, mac),
                            new Hello(hello.key(), hello.signingKey(), 1001, now, mac),
                            new Hello(hello.key(), hello.signingKey(), 1000, now.plusMillis(1), mac)))
                    .noneMatch(changed -> changed.isFrom("device 1", secret));
        }

        private static Bytes bytes(String text) {
            return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Nested
    class ABatchOfReceipts {

        private final Random random = new Random(1);
        private final Receipt receipt = new Receipt(Samples.address(random), Digest.sha256(Samples.bytes(random)));
        private final StorageStored stored = StorageStored.signed(List.of(receipt, receipt), now, "device 1", keys);

        @Test
        void isSignedByItsDevice() {
            assertThat(stored.isSignedBy(keys.publicKey(), "device 1")).isTrue();
        }

        @Test
        void isStillSignedAfterTheWire() throws MalformedMessage {
            var read = (StorageStored) Codec.decode(MessageType.STORAGE_STORED, Codec.encode(stored));

            assertThat(read.isSignedBy(keys.publicKey(), "device 1")).isTrue();
        }

        @Test
        void isNotSignedForAnotherDeviceTimeOrContent() {
            assertThat(stored.isSignedBy(keys.publicKey(), "device 2")).isFalse();
            assertThat(new StorageStored(List.of(receipt), now, stored.signature())
                            .isSignedBy(keys.publicKey(), "device 1"))
                    .isFalse();
            assertThat(new StorageStored(stored.receipts(), now.plusMillis(1), stored.signature())
                            .isSignedBy(keys.publicKey(), "device 1"))
                    .isFalse();
        }
    }
}
