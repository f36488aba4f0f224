package io.privicore.device.dialogue;

import java.util.concurrent.atomic.LongAdder;

/** What a device has heard and dropped since it was started. */
public final class Counts {

    private final LongAdder heard = new LongAdder();
    private final LongAdder unopened = new LongAdder();
    private final LongAdder unknownSession = new LongAdder();
    private final LongAdder replayed = new LongAdder();

    void heard() {
        heard.increment();
    }

    void unopened() {
        unopened.increment();
    }

    void unknownSession() {
        unknownSession.increment();
    }

    void replayed() {
        replayed.increment();
    }

    public Snapshot snapshot() {
        return new Snapshot(heard.sum(), unopened.sum(), unknownSession.sum(), replayed.sum());
    }

    /**
     * @param heard messages that opened and were acted on
     * @param unopened frames that did not open, or held no message
     * @param unknownSession frames of a session that was never opened here, or is forgotten
     * @param replayed messages that had been settled before
     */
    public record Snapshot(long heard, long unopened, long unknownSession, long replayed) {}
}
