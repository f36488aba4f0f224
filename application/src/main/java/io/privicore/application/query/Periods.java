package io.privicore.application.query;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Periods that follow each other without gap, at most {@value #MAX}. They are whole: made of any two points in time, they
 * are all those that have a part between the two, from the first to before the second.
 */
public record Periods(Granularity granularity, Instant from, Instant to) {

    public static final int MAX = 1000;

    public Periods {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "Expected a beginning before the end, but %s is not before %s".formatted(from, to));
        }
        from = granularity.begin(from);
        to = granularity.end(to);
        long count = granularity.between(from, to);
        if (count > MAX) {
            throw new IllegalArgumentException(
                    "Expected at most %d periods, but by %s there are %d between the beginning and the end"
                            .formatted(MAX, granularity.wire(), count));
        }
    }

    /** The last 24 hours, 30 days or 12 months, of which the very last is the one under way. */
    public static Periods until(Instant to, Granularity granularity) {
        var end = granularity.end(to);
        return new Periods(granularity, granularity.plus(end, -granularity.usual()), end);
    }

    /** When each begins, oldest first. */
    public List<Instant> starts() {
        return LongStream.range(0, granularity.between(from, to))
                .mapToObj(nr -> granularity.plus(from, nr))
                .toList();
    }
}
