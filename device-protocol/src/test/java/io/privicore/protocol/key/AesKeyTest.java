package io.privicore.protocol.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.protocol.Bytes;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AesKeyTest {

    private static final HexFormat HEX = HexFormat.of();

    // Test case 16 of "The Galois/Counter Mode of Operation", McGrew and Viega.
    private final AesKey key =
            AesKey.of(HEX.parseHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
    private final byte[] nonce = HEX.parseHex("cafebabefacedbaddecaf888");
    private final Bytes[] associated = {bytes("feedfacedeadbeeffeedfacedeadbeef"), bytes("abaddad2")};
    private final Bytes plain = bytes("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
    private final Bytes sealed = bytes("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
            + "76fc6ece0f4e1768cddf8853bb2d551b");

    @Test
    void sealsAsPublished() {
        var target = new byte[sealed.length() + 3];

        key.seal(nonce, associated, plain, target, 3);

        assertThat(Bytes.wrap(target, 3, sealed.length())).isEqualTo(sealed);
    }

    @Test
    void sealsPartsAsIfTheyWereOne() throws GeneralSecurityException {
        for (int length : new int[] {0, 1, 15, 16, 8191, 8192, 8193, 20_000, 100_003}) {
            var whole = new byte[length];
            new Random(length).nextBytes(whole);
            int first = Math.min(length, 69);
            var parts = new Bytes[] {Bytes.wrap(whole, 0, first), Bytes.wrap(whole, first, length - first)};
            var sealedParts = new byte[length + AesKey.TAG_LENGTH];
            var fresh = AesKey.generate();

            fresh.seal(nonce, associated, parts, sealedParts, 0);

            assertThat(fresh.open(nonce, associated, Bytes.wrap(sealedParts))).isEqualTo(whole);
        }
    }

    @Test
    void opensAsPublished() throws GeneralSecurityException {
        assertThat(Bytes.wrap(key.open(nonce, associated, sealed))).isEqualTo(plain);
    }

    @Test
    void opensNothingThatWasChanged() {
        var changed = sealed.toArray();
        changed[5] ^= 1;

        assertThatThrownBy(() -> key.open(nonce, associated, Bytes.wrap(changed)))
                .isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> key.open(nonce, associated, Bytes.empty()))
                .isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> key.open(nonce, new Bytes[] {associated[0]}, sealed))
                .isInstanceOf(GeneralSecurityException.class);
    }

    private static Bytes bytes(String hex) {
        return Bytes.wrap(HEX.parseHex(hex));
    }
}
