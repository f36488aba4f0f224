package io.privicore.benchmarks.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class PostgresCommitsTest {

    @Test
    void theRateIsTheOneWithoutConnecting() throws IOException {
        String output = """
                number of transactions actually processed: 105
                latency average = 0.5 ms
                initial connection time = 20.1 ms
                tps = 21034.117935 (without initial connection time)
                """;

        assertThat(PostgresCommits.rate(output)).isEqualTo(21034.117935);
    }
}
