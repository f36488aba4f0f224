package io.privicore.bootstrap.client;

import java.io.PrintStream;
import java.util.Locale;

/** Progress as one line that is written again and again; only where a person can see it. */
public final class ProgressBar implements Progress {

    private static final int WIDTH = 40;
    private static final long EVERY_NANOS = 100_000_000;

    private final PrintStream out;
    private final boolean seen;
    private final long began = System.nanoTime();
    private long shown = began;

    /** @param seen whether the output is a terminal */
    public ProgressBar(PrintStream out, boolean seen) {
        this.out = out;
        this.seen = seen;
    }

    @Override
    public void at(long done, long total) {
        long now = System.nanoTime();
        if (seen && total > 0 && (now - shown > EVERY_NANOS || done == total)) {
            shown = now;
            int filled = (int) (WIDTH * done / total);
            out.print(String.format(
                    Locale.ROOT,
                    "\r[%s%s] %3d %%  %,.0f MB/s \u001b[K",
                    "#".repeat(filled),
                    ".".repeat(WIDTH - filled),
                    100 * done / total,
                    done / 1e6 / Math.max(1e-3, (now - began) / 1e9)));
            out.flush();
        }
    }

    /** Ends the line. */
    public void end() {
        if (seen && shown != began) {
            out.println();
        }
    }
}
