package io.privicore.domain.voting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VoteTest {

    private static Vote because(String reason) {
        return new Vote(Choice.NO, reason, Instant.EPOCH, Optional.empty());
    }

    @Test
    void keepsItsReasonAsItWasSigned() {
        assertThat(because(" too large\n").reason()).isEqualTo(" too large\n");
    }

    @Test
    void countsCharactersOfItsReasonHoweverTheyAreEncoded() {
        assertThat(because("😀".repeat(500)).reason()).hasSize(1000);
        assertThatIllegalArgumentException().isThrownBy(() -> because("a".repeat(501)));
    }
}
