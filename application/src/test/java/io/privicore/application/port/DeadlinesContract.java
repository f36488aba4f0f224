package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.port.Deadlines.Due;
import io.privicore.application.port.Deadlines.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

public abstract class DeadlinesContract extends PersistenceContract {

    /** Before everything that other tests set. */
    private static final Instant DUE = Instant.parse("2001-01-01T00:00:00Z");

    private static final Instant RETRY = DUE.plus(Duration.ofMinutes(1));

    private final UUID subject = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @AfterEach
    void clear() {
        for (var kind : Kind.values()) {
            ports().deadlines().clear(kind, subject);
            ports().deadlines().clear(kind, other);
        }
    }

    @Test
    void aDeadlineThatWasNotSavedIsNotThere() {
        inFailingUnit(() -> ports().deadlines().set(Kind.REQUEST, subject, DUE));

        assertThat(claim(10, DUE)).isEmpty();
    }

    @Test
    void isBroughtForwardAndNeverPutOff() {
        ports().deadlines().bringForward(Kind.REQUEST, subject, DUE.plusSeconds(9));
        ports().deadlines().bringForward(Kind.REQUEST, subject, DUE.plusSeconds(10));
        ports().deadlines().bringForward(Kind.REQUEST, subject, DUE.plusSeconds(5));

        assertThat(claim(10, DUE.plusSeconds(4))).isEmpty();
        assertThat(claim(10, DUE.plusSeconds(5))).containsExactly(new Due(Kind.REQUEST, subject, DUE.plusSeconds(5)));
    }

    @Test
    void isClaimedWhenItIsDueAndAgainAtTheRetry() {
        ports().deadlines().set(Kind.REQUEST, subject, DUE);

        assertThat(claim(10, DUE.minusSeconds(1))).isEmpty();
        assertThat(claim(10, DUE)).containsExactly(new Due(Kind.REQUEST, subject, DUE));
        assertThat(claim(10, DUE.plusSeconds(1))).isEmpty();
        assertThat(claim(10, RETRY)).containsExactly(new Due(Kind.REQUEST, subject, RETRY));
    }

    @Test
    void isMovedAndCleared() {
        ports().deadlines().set(Kind.REQUEST, subject, DUE);
        ports().deadlines().set(Kind.REQUEST, subject, DUE.plusSeconds(5));
        assertThat(claim(10, DUE)).isEmpty();

        ports().deadlines().clear(Kind.REQUEST, subject);

        assertThat(claim(10, DUE.plusSeconds(5))).isEmpty();
    }

    @Test
    void isWhatAUnitOfWorkLeavesItAt() {
        ports().deadlines().set(Kind.REQUEST, subject, DUE);
        ports().deadlines().set(Kind.UPDATE, subject, DUE);

        inUnit(() -> {
            ports().deadlines().clear(Kind.REQUEST, subject);
            ports().deadlines().clear(Kind.UPDATE, subject);
            ports().deadlines().bringForward(Kind.UPDATE, subject, DUE.plusSeconds(1));
            ports().deadlines().set(Kind.ERASURE, other, DUE);
            ports().deadlines().clear(Kind.ERASURE, other);
            ports().deadlines().set(Kind.POLL, other, DUE.plusSeconds(3));
            ports().deadlines().bringForward(Kind.POLL, other, DUE.plusSeconds(2));
            ports().deadlines().bringForward(Kind.POLL, other, DUE.plusSeconds(4));
            ports().deadlines().bringForward(Kind.HELD, other, DUE.plusSeconds(4));
        });

        assertThat(claim(10, DUE.plusSeconds(4)))
                .containsExactly(
                        new Due(Kind.UPDATE, subject, DUE.plusSeconds(1)),
                        new Due(Kind.POLL, other, DUE.plusSeconds(2)),
                        new Due(Kind.HELD, other, DUE.plusSeconds(4)));
    }

    @Test
    void isClaimedInTheUnitOfWorkThatSetIt() {
        inUnit(() -> {
            ports().deadlines().set(Kind.REQUEST, subject, DUE);

            assertThat(claim(10, DUE)).containsExactly(new Due(Kind.REQUEST, subject, DUE));
        });

        assertThat(claim(10, RETRY)).containsExactly(new Due(Kind.REQUEST, subject, RETRY));
    }

    @Test
    void theOldestComeFirstAndNoMoreThanWanted() {
        ports().deadlines().set(Kind.REQUEST, subject, DUE.minusSeconds(1));
        ports().deadlines().set(Kind.UPDATE, subject, DUE.minusSeconds(3));
        ports().deadlines().set(Kind.ERASURE, other, DUE.minusSeconds(2));

        assertThat(claim(2, DUE)).extracting(Due::kind).containsExactly(Kind.UPDATE, Kind.ERASURE);
        assertThat(claim(2, DUE)).extracting(Due::kind).containsExactly(Kind.REQUEST);
    }

    private List<Due> claim(int limit, Instant now) {
        return ports().deadlines().claim(limit, now, RETRY);
    }
}
