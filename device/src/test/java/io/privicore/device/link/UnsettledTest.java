package io.privicore.device.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.device.link.Unsettled.Acknowledgement;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnsettledTest {

    private final Unsettled unsettled = new Unsettled();

    @BeforeEach
    void deliverFive() {
        LongStream.rangeClosed(1, 5).forEach(unsettled::add);
    }

    @Test
    void acknowledgesAllUpToTheLastIfNothingBelowIsOpen() {
        assertThat(settle(1, 2, 3)).isEqualTo(new Acknowledgement(OptionalLong.of(3), List.of()));
    }

    @Test
    void acknowledgesOneByOneAboveSomethingOpen() {
        assertThat(settle(1, 3, 4)).isEqualTo(new Acknowledgement(OptionalLong.of(1), List.of(3L, 4L)));
        assertThat(settle(2)).isEqualTo(new Acknowledgement(OptionalLong.of(2), List.of()));
        assertThat(settle(5)).isEqualTo(new Acknowledgement(OptionalLong.of(5), List.of()));
    }

    @Test
    void acknowledgesNothingTwice() {
        settle(1);

        assertThat(settle(1)).isEqualTo(new Acknowledgement(OptionalLong.empty(), List.of()));
    }

    private Acknowledgement settle(long... tags) {
        return unsettled.settle(LongStream.of(tags).boxed().toList());
    }
}
