package io.privicore.protocol.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** RFC 7748, 6.1. */
class X25519KeyTest {

    private final X25519KeyPair alice = pair("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    private final X25519KeyPair bob = pair("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");

    @Test
    void derivesThePublishedPublicKeys() {
        assertThat(alice.publicKey())
                .isEqualTo(key("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));
        assertThat(bob.publicKey()).isEqualTo(key("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"));
    }

    @Test
    void agreesOnThePublishedSecret() {
        var shared = HexFormat.of().parseHex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");

        assertThat(alice.agree(bob.publicKey())).isEqualTo(shared);
        assertThat(bob.agree(alice.publicKey())).isEqualTo(shared);
    }

    @Test
    void isMadeAnewEveryTime() {
        assertThat(X25519KeyPair.generate().publicKey())
                .isNotEqualTo(X25519KeyPair.generate().publicKey());
    }

    @Test
    void comesBackFromItsSecret() {
        assertThat(X25519KeyPair.of(alice.secret()).publicKey()).isEqualTo(alice.publicKey());
    }

    @Test
    void isRefusedIfItIsTooShort() {
        assertThatThrownBy(() -> X25519Key.of(new byte[31]))
                .isInstanceOfSatisfying(
                        RefusedKey.class, e -> assertThat(e.reason()).isEqualTo(RefusedKey.Reason.MALFORMED));
    }

    private static X25519KeyPair pair(String secret) {
        return X25519KeyPair.of(HexFormat.of().parseHex(secret));
    }

    private static X25519Key key(String hex) {
        return X25519Key.of(HexFormat.of().parseHex(hex));
    }
}
