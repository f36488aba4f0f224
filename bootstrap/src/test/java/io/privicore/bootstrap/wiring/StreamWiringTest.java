package io.privicore.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.bootstrap.failure.StartFailure;
import org.junit.jupiter.api.Test;

class StreamWiringTest {

    @Test
    void aChunkHoldsAtLeastWhatGoesInline() {
        assertThatCode(() -> StreamWiring.requireWholeInline(51_200, 51_200)).doesNotThrowAnyException();
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> StreamWiring.requireWholeInline(51_199, 51_200))
                .withMessageContaining(
                        "privicore.envelopes.chunk-size to be at least privicore.limits.inline-data (51200)")
                .withMessageContaining("51199");
    }

    @Test
    void aChunkFitsIntoAMessageToADevice() {
        assertThatCode(() -> StreamWiring.requireWholeInline((8 << 20) - 16, 51_200))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> StreamWiring.requireWholeInline((8 << 20) - 15, 51_200));
    }
}
