package io.privicore.protocol.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.protocol.Bytes;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class Ed25519KeyTest {

    private static final HexFormat HEX = HexFormat.of();

    // RFC 8032, 7.1, test 2.
    private final Ed25519KeyPair keys =
            Ed25519KeyPair.of(HEX.parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    private final byte[] message = {0x72};
    private final Bytes signature =
            Bytes.wrap(HEX.parseHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));

    @Nested
    class AKeyPair {

        @Test
        void hasThePublishedPublicKey() {
            assertThat(keys.publicKey())
                    .isEqualTo(Ed25519Key.of(
                            HEX.parseHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")));
        }

        @Test
        void signsAsPublished() {
            assertThat(keys.sign(message)).isEqualTo(signature);
        }
    }

    @Nested
    class APublicKey {

        @Test
        void knowsASignatureOfItsOwner() {
            assertThat(keys.publicKey().verifies(signature, message)).isTrue();
        }

        @Test
        void knowsAForgedSignature() {
            assertThat(keys.publicKey().verifies(signature, new byte[] {0x73})).isFalse();
            assertThat(keys.publicKey().verifies(Bytes.empty(), message)).isFalse();
            assertThat(Ed25519KeyPair.generate().publicKey().verifies(signature, message))
                    .isFalse();
        }

        @Test
        void isRefusedIfItIsNoPointOfThePrimeGroup() {
            var neutral = new byte[Ed25519Key.LENGTH];
            neutral[0] = 1;

            assertThatThrownBy(() -> Ed25519Key.of(neutral))
                    .isInstanceOfSatisfying(
                            RefusedKey.class, e -> assertThat(e.reason()).isEqualTo(RefusedKey.Reason.WEAK));
        }
    }
}
