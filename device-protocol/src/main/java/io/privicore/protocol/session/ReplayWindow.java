package io.privicore.protocol.session;

import java.util.Arrays;

/**
 * The messages of a session that are settled, as far back as {@link #SIZE} counters; what is older counts as settled. It
 * remembers what was settled and not what was seen, so that a message delivered again after a crash is not lost.
 */
public final class ReplayWindow {

    /** How many counters back an unsettled message is still accepted. */
    public static final int SIZE = 4096;

    private final long[] settled = new long[SIZE / Long.SIZE];
    private long highest = -1;

    public synchronized boolean isSettled(long counter) {
        if (counter > highest) {
            return false;
        }
        return counter < 0 || highest - counter >= SIZE || (settled[word(counter)] & bit(counter)) != 0;
    }

    public synchronized void settle(long counter) {
        if (counter < 0 || (counter <= highest && highest - counter >= SIZE)) {
            return;
        }
        if (counter > highest) {
            forget(counter);
            highest = counter;
        }
        settled[word(counter)] |= bit(counter);
    }

    // The window moves up to the counter: the places it takes over belonged to counters that fall out of it.
    private void forget(long counter) {
        if (counter - highest >= SIZE) {
            Arrays.fill(settled, 0);
            return;
        }
        for (long next = highest + 1; next <= counter; next++) {
            settled[word(next)] &= ~bit(next);
        }
    }

    private static int word(long counter) {
        return (int) (counter % SIZE) / Long.SIZE;
    }

    private static long bit(long counter) {
        return 1L << (counter % Long.SIZE);
    }
}
