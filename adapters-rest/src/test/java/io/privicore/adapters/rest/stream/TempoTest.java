package io.privicore.adapters.rest.stream;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TempoTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Tempo tempo = new Tempo(Duration.ofSeconds(10), 1000);

    @Test
    void aClientThatMovesALittleAtATimeIsTooSlowInTheEnd() {
        assertThatCode(() -> pass(9, 999)).doesNotThrowAnyException();

        assertThatExceptionOfType(Stalled.class)
                .isThrownBy(() -> pass(1, 999))
                .withMessageContaining("at least 1000 bytes a second");
    }

    @Test
    void aClientThatIsFastEnoughGoesOnForGood() {
        assertThatCode(() -> pass(1000, 1000)).doesNotThrowAnyException();
    }

    @Test
    void whatItMovedLongAgoDoesNotHelp() throws Stalled {
        tempo.moved(1_000_000);
        pass(10, 0);

        assertThatExceptionOfType(Stalled.class).isThrownBy(() -> pass(10, 999));
    }

    @Test
    void anyRateWillDoWhereNoneIsAsked() {
        var any = new Tempo(Duration.ofSeconds(10), 0);

        assertThatCode(() -> any.waited(100 * SECOND)).doesNotThrowAnyException();
    }

    private void pass(int seconds, int bytesASecond) throws Stalled {
        for (int i = 0; i < seconds; i++) {
            tempo.moved(bytesASecond);
            tempo.waited(SECOND);
        }
    }
}
