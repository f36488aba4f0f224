package io.privicore.device.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class UnconfirmedTest {

    private final Unconfirmed unconfirmed = new Unconfirmed();

    @Test
    void endWhenTheBrokerHasThem() {
        var first = unconfirmed.add(1, "a");
        var second = unconfirmed.add(2, "b");
        var third = unconfirmed.add(3, "c");

        unconfirmed.confirmed(2, true, true);

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(third).isNotDone();
        unconfirmed.confirmed(3, false, true);
        assertThat(third).isCompleted();
    }

    @Test
    void failWhenTheBrokerRefuses() {
        var refused = unconfirmed.add(1, "a");

        unconfirmed.confirmed(1, false, false);

        assertThat(refused).isCompletedExceptionally();
    }

    @Test
    void failWhenNoQueueTakesThem() {
        var unroutable = unconfirmed.add(1, "a");
        unconfirmed.returned("a");

        unconfirmed.confirmed(1, false, true);

        assertThat(unroutable).isCompletedExceptionally();
    }

    @Test
    void failWhenTheConnectionIsLostAndAfterwards() {
        var before = unconfirmed.add(1, "a");

        unconfirmed.lose(new IOException("lost"));

        assertThat(before).isCompletedExceptionally();
        assertThat(unconfirmed.add(2, "b")).isCompletedExceptionally();
    }
}
