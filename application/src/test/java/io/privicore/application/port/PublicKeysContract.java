package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.application.query.UtilityQuery.KeyPairView;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.PublicKey;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link PublicKeys} keeps to. */
public abstract class PublicKeysContract {

    protected abstract PublicKeys keys();

    /** The signed form, checksum and all, of any 32 bytes. */
    protected abstract PublicKey signed(byte[] point);

    @Test
    void aGeneratedKeyIsSound() {
        KeyPairView pair = keys().generate();

        assertThat(pair.privateKey()).matches("[0-9a-f]{64}");
        assertThat(pair.publicKey()).startsWith("31420500");
        assertThatCode(() -> keys().verify(new PublicKey(pair.publicKey()))).doesNotThrowAnyException();
        assertThat(pair.publicKey().substring(8, 72))
                .isEqualTo(HexFormat.of()
                        .formatHex(Curve25519.publicOf(HexFormat.of().parseHex(pair.privateKey()))));
    }

    @Test
    void generatedKeysDiffer() {
        assertThat(keys().generate()).isNotEqualTo(keys().generate());
    }

    @Test
    void anotherVersionIsRefused() {
        String hex = keys().generate().publicKey();

        assertRefused("31420501" + hex.substring(8), Reason.PUBLIC_KEY_UNKNOWN_VERSION);
    }

    @Test
    void anyOtherDigitIsRefused() {
        String hex = keys().generate().publicKey();

        for (int i = 8; i < hex.length(); i++) {
            char other = hex.charAt(i) == '0' ? '1' : '0';
            assertRefused(hex.substring(0, i) + other + hex.substring(i + 1), Reason.PUBLIC_KEY_CHECKSUM_MISMATCH);
        }
    }

    @Test
    void pointsOfSmallOrderAreRefused() {
        byte[] one = new byte[32];
        one[0] = 1;

        assertRefused(signed(new byte[32]).hex(), Reason.PUBLIC_KEY_WEAK);
        assertRefused(signed(one).hex(), Reason.PUBLIC_KEY_WEAK);
    }

    @Test
    void aSigningKeyIsSoundUnlessItsPointIsOfSmallOrder() throws NoSuchAlgorithmException {
        var encoded = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        byte[] one = new byte[32];
        one[0] = 1;

        assertThatCode(() -> keys().verifySigning(
                                Bytes.wrap(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> keys().verifySigning(Bytes.wrap(one)))
                .satisfies(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.PUBLIC_KEY_WEAK);
                    assertThat(refusal.field()).isEqualTo("signingKey");
                });
    }

    protected void assertRefused(String hex, Reason reason) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> keys().verify(new PublicKey(hex)))
                .extracting(Refusal::reason)
                .isEqualTo(reason);
    }
}
