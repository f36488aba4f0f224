package io.privicore.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.benchmarks.load.Workload.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LoadTest {

    @Test
    void aRunEndsWhenNothingIsLeft() throws Exception {
        AtomicInteger left = new AtomicInteger(500);
        Load load = new Load(4, Duration.ZERO, Duration.ofMinutes(1));

        Measured measured = load.run(number -> () -> left.getAndDecrement() > 0 ? Outcome.DONE : Outcome.NOTHING_LEFT);

        assertThat(measured.count()).isLessThanOrEqualTo(500);
        assertThat(measured.elapsed()).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void errorsAreCountedAndNotTimed() throws Exception {
        Load load = new Load(2, Duration.ZERO, Duration.ofMillis(100));

        Measured measured = load.run(number -> () -> {
            throw new IllegalStateException("no");
        });

        assertThat(measured.count()).isZero();
        assertThat(measured.errors()).isPositive();
        assertThat(measured.error()).contains("no");
    }
}
