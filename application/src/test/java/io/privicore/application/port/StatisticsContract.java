package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.query.Granularity;
import io.privicore.application.query.Periods;
import io.privicore.application.query.TransactionCounts;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.DataTokenEvent.Delivered;
import io.privicore.domain.token.DataTokenEvent.Described;
import io.privicore.domain.token.DataTokenEvent.Exchanged;
import io.privicore.domain.token.DataTokenEvent.Requested;
import io.privicore.domain.token.DataTokenEvent.TokenDeleted;
import io.privicore.domain.token.DataTokenEvent.TokenReserved;
import io.privicore.domain.token.DataTokenEvent.Updated;
import io.privicore.domain.token.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class StatisticsContract extends PersistenceContract {

    private static final Duration LONG = Duration.ofDays(100);

    private final ProfileId owner = aProfileId();
    private final TokenId token = new TokenId(UUID.randomUUID());

    /** What gives events their time. */
    protected abstract SettableClock clock();

    @Test
    void everyKindCountsByItselfAndBytesByTheirDirection() {
        happens(
                new TokenReserved(owner, token, "letters", NOW),
                new Exchanged(owner, token, "aa", 10_000_000_000L, 1),
                new Described(owner, token, "aa"),
                new Requested(owner, token, "aa", UUID.randomUUID()),
                new Requested(owner, token, "aa", UUID.randomUUID()),
                new Delivered(owner, token, "aa", UUID.randomUUID(), 10_000_000_000L),
                new Updated(owner, token, "aa", 5, 2),
                new TokenDeleted(owner, token, "aa", UUID.randomUUID()));
        drain();

        assertThat(counted(Granularity.HOUR))
                .isEqualTo(Map.of(hour(), new TransactionCounts(1, 1, 2, 1, 1, 10_000_000_005L, 10_000_000_000L)));
    }

    @Test
    void everyEventCountsOnceWhenItIsTold() {
        happens(reserved());
        assertThat(counted(Granularity.HOUR)).isEmpty();

        drain();
        drain();

        assertThat(counted(Granularity.HOUR)).isEqualTo(Map.of(hour(), reserved(1)));
    }

    @Test
    void whatIsToldAgainAfterAFailureCountsOnce() {
        happens(reserved());
        assertThatThrownBy(() -> ports().outbox().drain(1000, _ -> {
                    throw new IllegalStateException("broker away");
                }))
                .hasMessage("broker away");
        assertThat(counted(Granularity.HOUR)).isEmpty();

        drain();

        assertThat(counted(Granularity.HOUR)).isEqualTo(Map.of(hour(), reserved(1)));
    }

    @Test
    void whatIsRolledBackDoesNotCount() {
        inFailingUnit(() -> ports().events().append(reserved()));
        drain();

        assertThat(counted(Granularity.HOUR)).isEmpty();
    }

    @Test
    void severalDrainsAddUpInOneHour() {
        happens(reserved(), reserved());
        drain();
        happens(reserved());
        drain();

        assertThat(counted(Granularity.HOUR)).isEqualTo(Map.of(hour(), reserved(3)));
    }

    @Test
    void anotherProfileIsNotCounted() {
        happens(reserved(), new TokenReserved(aProfileId(), token, "letters", NOW));
        drain();

        assertThat(counted(Granularity.HOUR)).isEqualTo(Map.of(hour(), reserved(1)));
    }

    @Test
    void anEventCountsInTheHourOfItsTimeHoweverLateItIsTold() {
        var happened = hour();
        happens(reserved());
        clock().advance(Duration.ofHours(5));
        drain();

        assertThat(counted(Granularity.HOUR)).isEqualTo(Map.of(happened, reserved(1)));
    }

    @Nested
    class APeriod {

        @Test
        void addsUpItsHours() {
            clock().advance(Duration.between(clock().instant(), nextMonth()));
            var start = clock().instant();
            happens(reserved());
            clock().advance(Duration.ofMinutes(59));
            happens(reserved());
            clock().advance(Duration.ofHours(22));
            happens(reserved());
            clock().advance(Duration.ofHours(2));
            happens(reserved());
            clock().advance(Duration.ofDays(31));
            happens(reserved());
            drain();

            assertThat(counted(Granularity.HOUR)).hasSize(4).containsEntry(start, reserved(2));
            assertThat(counted(Granularity.DAY))
                    .isEqualTo(Map.of(
                            start,
                            reserved(3),
                            start.plus(Duration.ofDays(1)),
                            reserved(1),
                            Granularity.DAY.begin(clock().instant()),
                            reserved(1)));
            assertThat(counted(Granularity.MONTH))
                    .isEqualTo(Map.of(start, reserved(4), Granularity.MONTH.begin(clock().instant()), reserved(1)));
        }

        @Test
        void beginsWithTheFirstAndEndsBeforeTheSecondTime() {
            happens(reserved());
            clock().advance(Duration.ofHours(1));
            var second = hour();
            happens(reserved());
            clock().advance(Duration.ofHours(1));
            happens(reserved());
            drain();

            var counted = ports().statistics()
                    .count(owner, new Periods(Granularity.HOUR, second, second.plus(Duration.ofHours(1))));

            assertThat(counted).isEqualTo(Map.of(second, reserved(1)));
        }

        private Instant nextMonth() {
            return Granularity.MONTH.begin(
                    Granularity.MONTH.begin(clock().instant()).plus(Duration.ofDays(32)));
        }
    }

    private TokenReserved reserved() {
        return new TokenReserved(owner, token, "letters", NOW);
    }

    private static TransactionCounts reserved(int times) {
        return new TransactionCounts(times, 0, 0, 0, 0, 0, 0);
    }

    private Instant hour() {
        return Granularity.HOUR.begin(clock().instant());
    }

    private void happens(Event... events) {
        inUnit(() -> List.of(events).forEach(ports().events()::append));
    }

    private void drain() {
        while (ports().outbox().drain(1000, _ -> {}) > 0) {
            // Until nothing is left.
        }
    }

    /** All there is of the owner, an hour at a time within the forty days past. */
    private Map<Instant, TransactionCounts> counted(Granularity granularity) {
        var now = clock().instant();
        var past = granularity == Granularity.HOUR ? Duration.ofDays(40) : LONG;
        return ports().statistics().count(owner, new Periods(granularity, now.minus(past), now.plusSeconds(1)));
    }
}
