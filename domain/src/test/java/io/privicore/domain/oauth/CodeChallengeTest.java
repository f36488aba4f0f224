package io.privicore.domain.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** The pair of RFC 7636, appendix B. */
class CodeChallengeTest {

    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private final CodeChallenge challenge = new CodeChallenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

    @Test
    void isOfItsVerifierAlone() {
        assertThat(challenge.isOf(VERIFIER)).isTrue();
        assertThat(challenge.isOf(VERIFIER + "x")).isFalse();
        assertThat(challenge.isOf(challenge.value())).isFalse();
        assertThat(challenge.isOf("")).isFalse();
    }

    @Test
    void isTheHashAndNotTheVerifierItself() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CodeChallenge(VERIFIER + "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CodeChallenge("plain"));
    }
}
