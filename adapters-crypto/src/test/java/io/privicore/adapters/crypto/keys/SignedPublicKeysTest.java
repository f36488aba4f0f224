package io.privicore.adapters.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.port.PublicKeys;
import io.privicore.application.port.PublicKeysContract;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.profile.PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignedPublicKeysTest extends PublicKeysContract {

    @Override
    protected PublicKeys keys() {
        return new SignedPublicKeys();
    }

    @Override
    protected PublicKey signed(byte[] point) {
        String body = "31420500" + HexFormat.of().formatHex(point);
        return new PublicKey(
                body + HexFormat.of().formatHex(blake2b(HexFormat.of().parseHex(body))));
    }

    /** The points of low order at https://cr.yp.to/ecdh.html#validate that fit 255 bits, and their twins above p. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void everyPointOfSmallOrderIsRefused(String point) {
        assertRefused(signed(HexFormat.of().parseHex(point)).hex(), Reason.PUBLIC_KEY_WEAK);
    }

    /** RFC 7693, appendix A. */
    @Test
    void theChecksumIsBlake2b() {
        assertThat(HexFormat.of().formatHex(blake2b("abc".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    }

    private static byte[] blake2b(byte[] bytes) {
        Blake2bDigest digest = new Blake2bDigest(512);
        digest.update(bytes, 0, bytes.length);
        byte[] checksum = new byte[64];
        digest.doFinal(checksum, 0);
        return checksum;
    }
}
