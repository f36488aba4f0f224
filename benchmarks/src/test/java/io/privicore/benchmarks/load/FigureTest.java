package io.privicore.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class FigureTest {

    private static final long MILLISECOND = 1_000_000;

    @Test
    void ratesAreWhatSucceededOverWhatElapsed() {
        Measured measured = measured(1000, Duration.ofSeconds(4));

        assertThat(measured.count()).isEqualTo(1000);
        assertThat(measured.perSecond()).isEqualTo(250);
        assertThat(measured.clientMicros()).isEqualTo(2000);
    }

    @Test
    void percentilesAreInMilliseconds() {
        Measured measured = measured(1000, Duration.ofSeconds(4));

        assertThat(measured.percentile(50)).isCloseTo(500, within(1.0));
        assertThat(measured.percentile(99)).isCloseTo(990, within(1.0));
        assertThat(measured.percentile(100)).isCloseTo(1000, within(1.0));
    }

    @Test
    void nothingMeasuredIsZeroAndNoNumberLess() {
        Measured nothing = measured(0, Duration.ZERO);

        Figure figure = Figure.of("reserve", 32, nothing, "", 0);

        assertThat(figure.perSecond()).isZero();
        assertThat(figure.p99()).isZero();
        assertThat(figure.clientMicros()).isZero();
        assertThat(figure.share()).isZero();
    }

    @Test
    void aShareIsOfTheLimit() {
        Figure figure = Figure.of("reserve", 32, measured(1000, Duration.ofSeconds(4)), "empty", 1000);

        assertThat(figure.share()).isEqualTo(25);
    }

    @Test
    void aTableHasALineForEach() {
        Measured measured = measured(1000, Duration.ofSeconds(4));
        String table = Table.of(
                List.of(Figure.of("empty", 32, measured, "", 0), Figure.of("reserve", 32, measured, "empty", 1000)));

        assertThat(table.lines()).hasSize(3);
        assertThat(table.lines().toList().get(1)).startsWith("empty").endsWith("–      –");
        assertThat(table.lines().toList().get(2))
                .startsWith("reserve")
                .contains("250")
                .endsWith("1,000   25 %");
    }

    /** One operation of each length from 1 ms up. */
    private static Measured measured(int count, Duration elapsed) {
        Histogram latencies = new Histogram(Duration.ofMinutes(2).toNanos(), 3);
        for (int i = 1; i <= count; i++) {
            latencies.recordValue(i * MILLISECOND);
        }
        return new Measured(latencies, 0, elapsed, Duration.ofSeconds(2), "");
    }
}
