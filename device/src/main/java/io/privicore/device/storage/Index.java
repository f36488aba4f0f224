package io.privicore.device.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Where every chunk lies, in memory and compact: some 130 bytes for a reference with one chunk, 24 for every chunk more. A
 * tombstone covers all versions up to its own, whenever they came; so the order of records does not matter.
 */
final class Index {

    private final Map<UUID, Holding> holdings = new HashMap<>();
    private final Map<UUID, Long> tombstones = new HashMap<>();
    private long used;
    private long items;

    /** Notes where a chunk lies; answers where it lay before, which now is dead. */
    synchronized Optional<Location> put(UUID ref, long version, int chunk, Location location) {
        if (isDeleted(ref, version)) {
            return Optional.of(location);
        }
        var before = holdings.computeIfAbsent(ref, _ -> new Holding()).put(version, chunk, location);
        count(location, 1);
        before.ifPresent(old -> count(old, -1));
        return before;
    }

    /** Notes a tombstone; answers where what it covers lay. */
    synchronized List<Location> delete(UUID ref, long upTo) {
        tombstones.merge(ref, upTo, Math::max);
        var holding = holdings.get(ref);
        if (holding == null) {
            return List.of();
        }
        var dead = holding.removeUpTo(upTo);
        dead.forEach(location -> count(location, -1));
        if (holding.size == 0) {
            holdings.remove(ref);
        }
        return dead;
    }

    /** Moves a chunk, unless it is no longer where it was. */
    synchronized boolean move(UUID ref, long version, int chunk, Location from, Location to) {
        if (!find(ref, version, chunk).equals(Optional.of(from))) {
            return false;
        }
        put(ref, version, chunk, to);
        return true;
    }

    /** Forgets a chunk that turned out to be unreadable, unless it is no longer where it was. */
    synchronized boolean remove(UUID ref, long version, int chunk, Location from) {
        var holding = holdings.get(ref);
        if (holding == null || !find(ref, version, chunk).equals(Optional.of(from))) {
            return false;
        }
        holding.remove(version, chunk);
        count(from, -1);
        if (holding.size == 0) {
            holdings.remove(ref);
        }
        return true;
    }

    synchronized Optional<Location> find(UUID ref, long version, int chunk) {
        var holding = holdings.get(ref);
        return holding == null ? Optional.empty() : holding.find(version, chunk);
    }

    synchronized List<Entry> entries(UUID ref) {
        var holding = holdings.get(ref);
        return holding == null ? List.of() : holding.entries();
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

    private void count(Location location, int sign) {
        used += sign * (long) location.length();
        items += sign;
    }

    /** A place in a segment. */
    record Location(int segment, int offset, int length) {}

    record Entry(long version, int chunk, Location location) {}

    /** The chunks of one reference, three numbers each, ordered by version and chunk. */
    private static final class Holding {

        private static final int STRIDE = 3;

        private long[] entries = new long[STRIDE];
        private int size;

        Optional<Location> find(long version, int chunk) {
            int place = search(version, chunk);
            return place < 0 ? Optional.empty() : Optional.of(location(place));
        }

        Optional<Location> put(long version, int chunk, Location location) {
            int place = search(version, chunk);
            if (place >= 0) {
                var before = location(place);
                set(place, version, chunk, location);
                return Optional.of(before);
            }
            int at = -place - 1;
            if (entries.length == STRIDE * size) {
                entries = Arrays.copyOf(entries, STRIDE * (size + 1 + size / 2));
            }
            System.arraycopy(entries, STRIDE * at, entries, STRIDE * (at + 1), STRIDE * (size - at));
            size++;
            set(at, version, chunk, location);
            return Optional.empty();
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

        List<Entry> entries() {
            var all = new ArrayList<Entry>(size);
            for (int place = 0; place < size; place++) {
                all.add(new Entry(entries[STRIDE * place], (int) (entries[STRIDE * place + 1] >> 32), location(place)));
            }
            return all;
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
            return byVersion != 0 ? byVersion : Integer.compare((int) (entries[STRIDE * place + 1] >> 32), chunk);
        }

        private Location location(int place) {
            long last = entries[STRIDE * place + 2];
            return new Location((int) entries[STRIDE * place + 1], (int) (last >> 32), (int) last);
        }

        private void set(int place, long version, int chunk, Location location) {
            entries[STRIDE * place] = version;
            entries[STRIDE * place + 1] = (long) chunk << 32 | location.segment();
            entries[STRIDE * place + 2] = (long) location.offset() << 32 | location.length();
        }
    }
}
