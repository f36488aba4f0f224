package io.privicore.application.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PeriodsTest {

    private static final Instant HALF_PAST_TEN = Instant.parse("2026-02-28T22:30:00Z");

    @Test
    void areWholeAndHoldEveryPartOfTheTimeBetween() {
        var periods = new Periods(Granularity.HOUR, HALF_PAST_TEN, Instant.parse("2026-03-01T00:00:01Z"));

        assertThat(periods.starts())
                .containsExactly(
                        Instant.parse("2026-02-28T22:00:00Z"),
                        Instant.parse("2026-02-28T23:00:00Z"),
                        Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(periods.to()).isEqualTo(Instant.parse("2026-03-01T01:00:00Z"));
    }

    @Test
    void endBeforeThePeriodThatBeginsAtTheEnd() {
        var february = new Periods(
                Granularity.DAY, Instant.parse("2028-02-01T00:00:00Z"), Instant.parse("2028-03-01T00:00:00Z"));

        assertThat(february.starts()).hasSize(29).endsWith(Instant.parse("2028-02-29T00:00:00Z"));
    }

    @Test
    void followTheCalendar() {
        var months = new Periods(Granularity.MONTH, Instant.parse("2026-01-31T12:00:00Z"), HALF_PAST_TEN);

        assertThat(months.starts())
                .containsExactly(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));
    }

    @Test
    void areTheUsualOnesUntilATime() {
        assertThat(Periods.until(HALF_PAST_TEN, Granularity.HOUR).starts())
                .hasSize(24)
                .endsWith(Instant.parse("2026-02-28T22:00:00Z"));
        assertThat(Periods.until(HALF_PAST_TEN, Granularity.DAY).starts())
                .hasSize(30)
                .endsWith(Instant.parse("2026-02-28T00:00:00Z"));
        assertThat(Periods.until(HALF_PAST_TEN, Granularity.MONTH).starts())
                .isEqualTo(List.of(
                        Instant.parse("2025-03-01T00:00:00Z"),
                        Instant.parse("2025-04-01T00:00:00Z"),
                        Instant.parse("2025-05-01T00:00:00Z"),
                        Instant.parse("2025-06-01T00:00:00Z"),
                        Instant.parse("2025-07-01T00:00:00Z"),
                        Instant.parse("2025-08-01T00:00:00Z"),
                        Instant.parse("2025-09-01T00:00:00Z"),
                        Instant.parse("2025-10-01T00:00:00Z"),
                        Instant.parse("2025-11-01T00:00:00Z"),
                        Instant.parse("2025-12-01T00:00:00Z"),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-02-01T00:00:00Z")));
    }

    @Test
    void haveABeginningBeforeTheEnd() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Periods(Granularity.DAY, HALF_PAST_TEN, HALF_PAST_TEN))
                .withMessageStartingWith("Expected a beginning before the end");
    }

    @Test
    void areNoMoreThanAThousand() {
        var end = HALF_PAST_TEN.minus(Duration.ofMinutes(30));

        assertThat(new Periods(Granularity.HOUR, end.minus(Duration.ofHours(1000)), end).starts())
                .hasSize(1000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Periods(Granularity.HOUR, end.minus(Duration.ofHours(1001)), end))
                .withMessageContaining("Expected at most 1000 periods, but by hour there are 1001");
    }
}
