package io.privicore.application.query;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

/** How long a period of the statistics is. Periods begin where the hours, days and months of UTC do. */
public enum Granularity {
    HOUR(ChronoUnit.HOURS, 24),
    DAY(ChronoUnit.DAYS, 30),
    MONTH(ChronoUnit.MONTHS, 12);

    private final ChronoUnit unit;
    private final int usual;

    Granularity(ChronoUnit unit, int usual) {
        this.unit = unit;
        this.usual = usual;
    }

    public static Granularity of(String wire) {
        return Arrays.stream(values())
                .filter(granularity -> granularity.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected hour, day or month"));
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** When the period that holds the time began. */
    public Instant begin(Instant time) {
        var utc = time.atOffset(ZoneOffset.UTC);
        var begun =
                switch (this) {
                    case HOUR -> utc.truncatedTo(ChronoUnit.HOURS);
                    case DAY -> utc.truncatedTo(ChronoUnit.DAYS);
                    case MONTH -> utc.withDayOfMonth(1).with(LocalTime.MIDNIGHT);
                };
        return begun.toInstant();
    }

    /** When the first period begins of which no part lies before the time. */
    Instant end(Instant time) {
        var begun = begin(time);
        return begun.equals(time) ? begun : plus(begun, 1);
    }

    Instant plus(Instant start, long periods) {
        return start.atOffset(ZoneOffset.UTC).plus(periods, unit).toInstant();
    }

    long between(Instant start, Instant end) {
        return OffsetDateTime.ofInstant(start, ZoneOffset.UTC).until(end.atOffset(ZoneOffset.UTC), unit);
    }

    /** How many periods are shown to whoever does not say since when. */
    int usual() {
        return usual;
    }
}
