package io.privicore.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.protocol.key.X25519Key;
import io.privicore.protocol.key.X25519KeyPair;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** RFC 9180, appendix A.2: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305. */
class HpkeTest {

    private static final byte[] INFO = hex("4f6465206f6e2061204772656369616e2055726e");
    private static final String ASSOCIATED = "436f756e742d30";
    private static final byte[] PLAIN = "Beauty is truth, truth beauty".getBytes(StandardCharsets.US_ASCII);

    @Test
    void opensTheVectorOfModeBase() throws UnopenedFrame {
        var receiver = X25519KeyPair.of(hex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb"));
        var frame = hex(ASSOCIATED
                + "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
                + "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28");

        assertThat(Hpke.open(frame, 7, INFO, receiver, null)).isEqualTo(PLAIN);
    }

    @Test
    void opensTheVectorOfModeAuth() throws UnopenedFrame {
        var receiver = X25519KeyPair.of(hex("3ca22a6d1cda1bb9480949ec5329d3bf0b080ca4c45879c95eddb55c70b80b82"));
        var sender = X25519Key.of(hex("f0f4f9e96c54aeed3f323de8534fffd7e0577e4ce269896716bcb95643c8712b"));
        var frame = hex(ASSOCIATED
                + "f7674cc8cd7baa5872d1f33dbaffe3314239f6197ddf5ded1746760bfc847e0e"
                + "ab1a13c9d4f01a87ec3440dbd756e2677bd2ecf9df0ce7ed73869b98e00c09be111cb9fdf077347aeb88e61bdf");

        assertThat(Hpke.open(frame, 7, INFO, receiver, sender)).isEqualTo(PLAIN);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
