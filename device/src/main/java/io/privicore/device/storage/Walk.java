package io.privicore.device.storage;

import io.privicore.device.storage.Index.Entry;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

/**
 * The chunks of some versions of a reference in order. It takes a few at a time from the index, so that a reference with a
 * million chunks is neither copied nor locked at once; what comes or goes meanwhile may be in it or not.
 */
final class Walk implements Iterator<Entry> {

    private static final int AT_ONCE = 1024;

    private final Index index;
    private final UUID ref;
    private final long last;
    private List<Entry> taken;
    private int next;

    Walk(Index index, UUID ref, long from, long last) {
        this.index = index;
        this.ref = ref;
        this.last = last;
        this.taken = index.after(ref, from, -1, AT_ONCE);
    }

    @Override
    public boolean hasNext() {
        if (next == taken.size() && next == AT_ONCE) {
            var before = taken.getLast();
            taken = index.after(ref, before.version(), before.chunk(), AT_ONCE);
            next = 0;
        }
        return next < taken.size() && taken.get(next).version() <= last;
    }

    @Override
    public Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return taken.get(next++);
    }
}
