package io.privicore.device.storage;

import io.privicore.device.storage.Index.Location;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Empties one segment. What still counts is copied to the end of the store and durable there before the file goes; a crash
 * in between leaves two copies of the same, of which the later counts.
 */
final class Compaction {

    private static final int AT_ONCE = 4 << 20;

    private final ChunkStore store;
    private final Segment segment;

    Compaction(ChunkStore store, Segment segment) {
        this.store = store;
        this.segment = segment;
    }

    void run() throws IOException {
        var all = new ArrayList<Moving>();
        segment.scan(
                false,
                (head, at) -> all.add(new Moving(head, new Location(segment.number(), at, head.recordLength()))));
        for (var group : groups(all)) {
            store.move(segment, group);
        }
        store.drop(segment);
    }

    // In groups, so that stores do not wait long for their turn.
    private static List<List<Moving>> groups(List<Moving> all) {
        var groups = new ArrayList<List<Moving>>();
        var group = new ArrayList<Moving>();
        long size = 0;
        for (var record : all) {
            group.add(record);
            size += record.head().recordLength();
            if (size >= AT_ONCE) {
                groups.add(group);
                group = new ArrayList<>();
                size = 0;
            }
        }
        groups.add(group);
        return groups;
    }

    /** A record on its way, and where it lies. */
    record Moving(RecordHead head, Location location) {}
}
