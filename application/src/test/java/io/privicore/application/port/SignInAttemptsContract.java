package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public abstract class SignInAttemptsContract extends PersistenceContract {

    private final String subject = "name:" + UUID.randomUUID();

    @Test
    void aFailureThatWasNotCommittedIsNotCounted() {
        failed(3, NOW);

        inFailingUnit(() -> ports().signInAttempts().failed(subject, NOW));
        failed(1, NOW);

        assertThat(blocked(NOW)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aSubjectWithoutFailuresMayTryAtOnce() {
        assertThat(ports().signInAttempts().blockedUntil(subject)).isBeforeOrEqualTo(NOW);
    }

    @Test
    void theFirstThreeFailuresAreFree() {
        failed(3, NOW);

        assertThat(blocked(NOW)).isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void everyFurtherFailureDoublesTheDelayUpToFiveMinutes() {
        failed(4, NOW);
        assertThat(blocked(NOW)).isEqualTo(Duration.ofSeconds(1));
        failed(1, NOW);
        assertThat(blocked(NOW)).isEqualTo(Duration.ofSeconds(2));
        failed(40, NOW);
        assertThat(blocked(NOW)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aSuccessForgetsThem() {
        failed(5, NOW);

        ports().signInAttempts().succeeded(subject);

        assertThat(ports().signInAttempts().blockedUntil(subject)).isBeforeOrEqualTo(NOW);
    }

    @Test
    void aQuarterOfAnHourWithoutAFailureForgetsThem() {
        failed(10, NOW);
        var later = NOW.plus(Duration.ofMinutes(16));

        failed(3, later);

        assertThat(blocked(later)).isLessThanOrEqualTo(Duration.ZERO);
    }

    private void failed(int times, Instant at) {
        for (int i = 0; i < times; i++) {
            ports().signInAttempts().failed(subject, at);
        }
    }

    private Duration blocked(Instant now) {
        return Duration.between(now, ports().signInAttempts().blockedUntil(subject));
    }
}
