package io.privicore.benchmarks.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What one run came to.
 *
 * @param latencies in nanoseconds, of what succeeded
 * @param cpu that this process used meanwhile
 * @param error the first one as text, or empty
 */
public record Measured(Histogram latencies, long errors, Duration elapsed, Duration cpu, String error) {

    public long count() {
        return latencies.getTotalCount();
    }

    public double perSecond() {
        return elapsed.isZero() ? 0 : count() * 1e9 / elapsed.toNanos();
    }

    /** In milliseconds; 100 is the longest. */
    public double percentile(double percentile) {
        return count() == 0 ? 0 : latencies.getValueAtPercentile(percentile) / 1e6;
    }

    /** Microseconds of processor time that the load client itself spends on one operation. */
    public double clientMicros() {
        return count() == 0 ? 0 : cpu.toNanos() / 1e3 / count();
    }
}
