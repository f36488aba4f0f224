package io.privicore.benchmarks.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TrafficTest {

    private static final String METRICS = """
            # TYPE privicore_device_messages_total counter
            privicore_device_messages_total{direction="sent",} 12.0
            privicore_device_messages_total{direction="received"} 5.0
            privicore_device_bytes_total{direction="sent"} 1.5E7
            privicore_device_bytes_total{direction="received",} 42.0
            privicore_device_messages_dropped_total{reason="replayed"} 7.0
            """;

    @Test
    void isReadFromMetricsWhoeverWroteThem() {
        assertThat(Traffic.read(METRICS)).isEqualTo(new Traffic(12, 15_000_000, 5, 42));
    }

    @Test
    void isWhatCameSince() {
        var since = Traffic.read(METRICS).since(new Traffic(2, 5_000_000, 1, 2));

        assertThat(since).isEqualTo(new Traffic(10, 10_000_000, 4, 40));
        assertThat(since.messages()).isEqualTo(14);
    }
}
