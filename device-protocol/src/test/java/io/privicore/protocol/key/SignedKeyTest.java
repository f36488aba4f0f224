package io.privicore.protocol.key;

import static io.privicore.protocol.key.RefusedKey.Reason.CHECKSUM_MISMATCH;
import static io.privicore.protocol.key.RefusedKey.Reason.MALFORMED;
import static io.privicore.protocol.key.RefusedKey.Reason.UNKNOWN_VERSION;
import static io.privicore.protocol.key.RefusedKey.Reason.WEAK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedKeyTest {

    private final SignedKey key = new SignedKey(X25519KeyPair.generate().publicKey());

    @Nested
    class ASignedKey {

        @Test
        void isTwoHundredDigitsThatBeginWithItsVersion() {
            assertThat(key.format()).hasSize(200).startsWith("31420500").matches("[0-9a-f]+");
        }

        @Test
        void carriesTheKeyAsItIs() {
            assertThat(key.format().substring(8, 72))
                    .isEqualTo(HexFormat.of().formatHex(key.key().bytes().toArray()));
        }

        @Test
        void isReadBackInEitherCase() {
            assertThat(SignedKey.parse(key.format())).isEqualTo(key);
            assertThat(SignedKey.parse(key.format().toUpperCase(Locale.ROOT))).isEqualTo(key);
        }
    }

    @Nested
    class Parsing {

        @ParameterizedTest
        @ValueSource(strings = {"", "31420500", "not hexadecimal"})
        void refusesWhatIsNoKey(String text) {
            assertRefused(text, MALFORMED);
        }

        @Test
        void refusesWhatIsNotHexadecimal() {
            assertRefused(key.format().substring(1) + "g", MALFORMED);
        }

        @Test
        void refusesAnotherVersion() {
            assertRefused("31420501" + key.format().substring(8), UNKNOWN_VERSION);
        }

        @Test
        void refusesDamageAnywhereInKeyAndChecksum() {
            for (int i = 4; i < SignedKey.LENGTH; i++) {
                var damaged = key.toBytes();
                damaged[i] ^= 1;
                assertRefused(HexFormat.of().formatHex(damaged), CHECKSUM_MISMATCH);
            }
        }

        // The points of small order of RFC 7748's curve, in every encoding.
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0000000000000000000000000000000000000000000000000000000000000000",
                    "0100000000000000000000000000000000000000000000000000000000000000",
                    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
                })
        void refusesWeakKeys(String weak) {
            var bytes = Arrays.copyOf(HexFormat.of().parseHex("31420500" + weak), SignedKey.LENGTH);
            var digest = new Blake2bDigest(512);
            digest.update(bytes, 0, 36);
            digest.doFinal(bytes, 36);

            assertRefused(HexFormat.of().formatHex(bytes), WEAK);
        }

        private static void assertRefused(String text, RefusedKey.Reason reason) {
            assertThatThrownBy(() -> SignedKey.parse(text))
                    .isInstanceOfSatisfying(
                            RefusedKey.class, e -> assertThat(e.reason()).isEqualTo(reason));
        }
    }

    @Nested
    class TheChecksum {

        @Test
        void isTheBlake2bOfRfc7693() {
            var digest = new Blake2bDigest(512);
            digest.update(new byte[] {'a', 'b', 'c'}, 0, 3);
            var sum = new byte[64];
            digest.doFinal(sum, 0);

            assertThat(HexFormat.of().formatHex(sum))
                    .isEqualTo("ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                            + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
        }
    }
}
