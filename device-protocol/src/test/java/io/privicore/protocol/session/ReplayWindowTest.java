package io.privicore.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {

    private final ReplayWindow window = new ReplayWindow();

    @Test
    void knowsNothingAtFirst() {
        assertThat(window.isSettled(0)).isFalse();
        assertThat(window.isSettled(1_000_000)).isFalse();
    }

    @Test
    void remembersWhatWasSettled() {
        window.settle(7);

        assertThat(window.isSettled(7)).isTrue();
        assertThat(window.isSettled(6)).isFalse();
        assertThat(window.isSettled(8)).isFalse();
    }

    @Test
    void takesWhatIsTooOldForSettled() {
        window.settle(ReplayWindow.SIZE);

        assertThat(window.isSettled(0)).isTrue();
        assertThat(window.isSettled(1)).isFalse();
    }

    @Test
    void agreesWithAnEndlessMemoryWithinItsReach() {
        long seed = System.nanoTime();
        System.out.println("ReplayWindowTest: seed " + seed);
        var random = new Random(seed);
        var settled = new HashSet<Long>();
        long highest = 0;
        for (int i = 0; i < 50_000; i++) {
            long counter = Math.max(0, highest + random.nextInt(-ReplayWindow.SIZE, i % 1000 == 0 ? 9000 : 40));
            if (highest - counter < ReplayWindow.SIZE) {
                assertThat(window.isSettled(counter)).isEqualTo(settled.contains(counter));
            }
            window.settle(counter);
            settled.add(counter);
            highest = Math.max(highest, counter);
        }
    }
}
