package io.privicore.application.port;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.token.StorageRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one device in memory holds, what waits for it, and how it behaves. */
final class InMemoryShelf {

    final Map<StorageRef, Listed> index = new HashMap<>();
    final Set<StorageRef> erased = new HashSet<>();
    boolean pretends;
    boolean full;
    final Deque<Task> queue = new ArrayDeque<>();
    final Deque<StorageRef> erasures = new ArrayDeque<>();
    final Map<StorageRef, Map<Integer, Bytes>> held = new HashMap<>();
    boolean away;
    boolean lying;
    boolean queueFull;
    boolean honest = true;

    /** What was erased does not come back, and what is held by its word is not written again. */
    void put(Task task) {
        if (full || erased.contains(task.ref())) {
            return;
        }
        var listed = index.computeIfAbsent(task.ref(), _ -> new Listed(task.version(), new TreeMap<>()));
        if (listed.digests().putIfAbsent(task.chunk(), task.digest()) == null) {
            held.computeIfAbsent(task.ref(), _ -> new HashMap<>()).put(task.chunk(), task.bytes());
        }
    }

    void erase(StorageRef ref) {
        erased.add(ref);
        held.remove(ref);
        index.remove(ref);
    }

    void check() {
        index.forEach((ref, listed) -> List.copyOf(listed.digests().keySet()).stream()
                .filter(chunk -> !isSound(ref, chunk))
                .forEach(chunk -> drop(ref, chunk)));
        index.values().removeIf(listed -> listed.digests().isEmpty());
    }

    void forget(StorageRef ref, int chunk) {
        if (!pretends) {
            drop(ref, chunk);
        }
    }

    Optional<Bytes> bytes(StorageRef ref, int chunk) {
        return Optional.ofNullable(held.getOrDefault(ref, Map.of()).get(chunk));
    }

    boolean isSound(StorageRef ref, int chunk) {
        var listed = index.get(ref);
        return listed != null
                && bytes(ref, chunk)
                        .filter(bytes -> Objects.equals(
                                Sha256.of(bytes), listed.digests().get(chunk)))
                        .isPresent();
    }

    private void drop(StorageRef ref, int chunk) {
        var listed = index.get(ref);
        if (listed != null) {
            listed.digests().remove(chunk);
        }
        held.getOrDefault(ref, new HashMap<>()).remove(chunk);
    }

    static Bytes flipped(Bytes bytes) {
        var changed = bytes.toArray();
        changed[changed.length - 1] ^= 1;
        return Bytes.wrap(changed);
    }

    /** One chunk on its way. */
    record Task(StorageRef ref, long version, int chunk, Bytes digest, Bytes bytes) {}

    /** A version as the device lists it. */
    record Listed(long version, SortedMap<Integer, Bytes> digests) {}
}
