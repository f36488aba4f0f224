package io.privicore.device.storage;

import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.Inventory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where every chunk lies and what its digest is, in memory and compact: some 160 bytes for a reference with one chunk, 56
 * for every chunk more, of which 32 are the digest, so that an inventory reads nothing. A tombstone covers all versions up
 * to its own, whenever they came; so the order of records does not matter.
 */
final class Index {

    /** By the bucket of the reference: an inventory asks for one bucket, and sorts no more than that. */
    private final List<Map<UUID, Holding>> buckets = Stream.generate(
                    () -> (Map<UUID, Holding>) new HashMap<UUID, Holding>())
            .limit(Inventory.BUCKETS)
            .toList();

    private final Map<UUID, Long> tombstones = new HashMap<>();
    private long used;
    private long items;

    /** Notes where a chunk lies; answers where it lay before, which now is dead. */
    synchronized Optional<Location> put(UUID ref, long version, int chunk, Digest digest, Location location) {
        if (isDeleted(ref, version)) {
            return Optional.of(location);
        }
        var before = holdings(ref).computeIfAbsent(ref, _ -> new Holding()).put(version, chunk, digest, location);
        count(location, 1);
        before.ifPresent(old -> count(old, -1));
        return before;
    }

    /** Notes a tombstone; answers where what it covers lay. */
    synchronized List<Location> delete(UUID ref, long upTo) {
        tombstones.merge(ref, upTo, Math::max);
        var holding = holdings(ref).get(ref);
        if (holding == null) {
            return List.of();
        }
        var dead = holding.removeUpTo(upTo);
        dead.forEach(location -> count(location, -1));
        if (holding.size == 0) {
            holdings(ref).remove(ref);
        }
        return dead;
    }

    /** Moves a chunk, unless it is no longer where it was. */
    synchronized boolean move(UUID ref, long version, int chunk, Location from, Location to) {
        var holding = holdings(ref).get(ref);
        if (holding == null || !find(ref, version, chunk).equals(Optional.of(from))) {
            return false;
        }
        holding.move(version, chunk, to);
        count(from, -1);
        count(to, 1);
        return true;
    }

    /** Forgets a chunk that turned out to be unreadable, unless it is no longer where it was. */
    synchronized boolean remove(UUID ref, long version, int chunk, Location from) {
        var holding = holdings(ref).get(ref);
        if (holding == null || !find(ref, version, chunk).equals(Optional.of(from))) {
            return false;
        }
        holding.remove(version, chunk);
        count(from, -1);
        if (holding.size == 0) {
            holdings(ref).remove(ref);
        }
        return true;
    }

    synchronized Optional<Location> find(UUID ref, long version, int chunk) {
        var holding = holdings(ref).get(ref);
        return holding == null ? Optional.empty() : holding.find(version, chunk);
    }

    /** The chunks of a reference behind this one, in order, so many at most. */
    synchronized List<Entry> after(UUID ref, long version, int chunk, int most) {
        var holding = holdings(ref).get(ref);
        return holding == null ? List.of() : holding.after(version, chunk, most);
    }

    /** The references of a bucket, in no order. */
    synchronized List<UUID> refs(int bucket) {
        return List.copyOf(buckets.get(bucket).keySet());
    }

    /** Whether any chunk lies in this segment; looks at all of them. */
    synchronized boolean hasIn(int segment) {
        return buckets.stream().flatMap(bucket -> bucket.values().stream()).anyMatch(holding -> holding.hasIn(segment));
    }

    synchronized boolean isDeleted(UUID ref, long version) {
        var upTo = tombstones.get(ref);
        return upTo != null && version <= upTo;
    }

    synchronized OptionalLong deletedUpTo(UUID ref) {
        var upTo = tombstones.get(ref);
        return upTo == null ? OptionalLong.empty() : OptionalLong.of(upTo);
    }

    synchronized long used() {
        return used;
    }

    synchronized long items() {
        return items;
    }

    synchronized long tombstones() {
        return tombstones.size();
    }

    private Map<UUID, Holding> holdings(UUID ref) {
        return buckets.get(Inventory.bucketOf(ref));
    }

    private void count(Location location, int sign) {
        used += sign * (long) location.length();
        items += sign;
    }

    /** A place in a segment. */
    record Location(int segment, int offset, int length) {}

    record Entry(long version, int chunk, Digest digest, Location location) {}

    /** The chunks of one reference, seven numbers each, ordered by version and chunk. */
    private static final class Holding {

        private static final int STRIDE = 7;

        private long[] entries = new long[STRIDE];
        private int size;

        Optional<Location> find(long version, int chunk) {
            int place = search(version, chunk);
            return place < 0 ? Optional.empty() : Optional.of(location(place));
        }

        Optional<Location> put(long version, int chunk, Digest digest, Location location) {
            int place = search(version, chunk);
            if (place >= 0) {
                var before = location(place);
                set(place, version, chunk, digest, location);
                return Optional.of(before);
            }
            int at = -place - 1;
            if (entries.length == STRIDE * size) {
                entries = Arrays.copyOf(entries, STRIDE * (size + 1 + size / 2));
            }
            System.arraycopy(entries, STRIDE * at, entries, STRIDE * (at + 1), STRIDE * (size - at));
            size++;
            set(at, version, chunk, digest, location);
            return Optional.empty();
        }

        void move(long version, int chunk, Location location) {
            int place = search(version, chunk);
            set(place, version, chunk, digest(place), location);
        }

        void remove(long version, int chunk) {
            int place = search(version, chunk);
            System.arraycopy(entries, STRIDE * (place + 1), entries, STRIDE * place, STRIDE * (size - place - 1));
            size--;
        }

        List<Location> removeUpTo(long version) {
            int gone = 0;
            var dead = new ArrayList<Location>();
            while (gone < size && entries[STRIDE * gone] <= version) {
                dead.add(location(gone++));
            }
            System.arraycopy(entries, STRIDE * gone, entries, 0, STRIDE * (size - gone));
            size -= gone;
            return dead;
        }

        List<Entry> after(long version, int chunk, int most) {
            int found = search(version, chunk);
            int from = found < 0 ? -found - 1 : found + 1;
            int to = (int) Math.min(size, from + (long) most);
            var some = new ArrayList<Entry>(to - from);
            for (int place = from; place < to; place++) {
                some.add(new Entry(entries[STRIDE * place], chunk(place), digest(place), location(place)));
            }
            return some;
        }

        boolean hasIn(int segment) {
            for (int place = 0; place < size; place++) {
                if (location(place).segment() == segment) {
                    return true;
                }
            }
            return false;
        }

        // Chunks mostly come in order, so the last place is looked at first.
        private int search(long version, int chunk) {
            if (size > 0 && compare(size - 1, version, chunk) < 0) {
                return -size - 1;
            }
            int low = 0;
            int high = size - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int order = compare(middle, version, chunk);
                if (order == 0) {
                    return middle;
                }
                if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return -low - 1;
        }

        private int compare(int place, long version, int chunk) {
            int byVersion = Long.compare(entries[STRIDE * place], version);
            return byVersion != 0 ? byVersion : Integer.compare(chunk(place), chunk);
        }

        private Location location(int place) {
            long last = entries[STRIDE * place + 2];
            return new Location((int) entries[STRIDE * place + 1], (int) (last >> 32), (int) last);
        }

        private int chunk(int place) {
            return (int) (entries[STRIDE * place + 1] >> 32);
        }

        private Digest digest(int place) {
            int at = STRIDE * place + 3;
            return new Digest(entries[at], entries[at + 1], entries[at + 2], entries[at + 3]);
        }

        private void set(int place, long version, int chunk, Digest digest, Location location) {
            int at = STRIDE * place;
            entries[at] = version;
            entries[at + 1] = (long) chunk << 32 | location.segment();
            entries[at + 2] = (long) location.offset() << 32 | location.length();
            entries[at + 3] = digest.first();
            entries[at + 4] = digest.second();
            entries[at + 5] = digest.third();
            entries[at + 6] = digest.fourth();
        }
    }
}
