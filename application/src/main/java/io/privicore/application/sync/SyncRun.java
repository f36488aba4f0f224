package io.privicore.application.sync;

import io.privicore.application.port.DeviceSyncs.Figures;
import io.privicore.application.port.DeviceSyncs.Sync;
import io.privicore.application.port.Inventories;
import io.privicore.application.port.Inventories.Item;
import io.privicore.application.port.Stocks;
import io.privicore.application.port.Stocks.Expected;
import io.privicore.application.port.Stocks.Placed;
import io.privicore.application.sync.Comparison.Wrong;
import io.privicore.application.sync.Mending.Ended;
import io.privicore.application.sync.Mending.Fault;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.token.StorageRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One synchronisation from its first question to its last answer. What the device should hold is looked at before it is
 * asked: everything that is present by then was handed to its queue before the question, so what the answer lacks is
 * missing. What the device holds beyond that is looked up after it has answered: everything on its way was noted before
 * it was sent, so what is not noted by then is an orphan.
 */
final class SyncRun {

    /** Most buckets that are asked for at a time, and about the most versions in them. */
    private static final int WINDOW = 32;

    private static final long VERSIONS_TOGETHER = 20_000;

    private static final int DIGESTED_TOGETHER = 16;
    private static final int ASKED_TOGETHER = 256;
    private static final long READ_TOGETHER = 1L << 30;

    /** No device answers this: what lies in the bucket is looked at one by one, since not all of it is known to be held. */
    private static final Bytes UNKNOWN = Bytes.wrap(new byte[0]);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DEEP_PATIENCE = Duration.ofMinutes(10);

    private final Stocks stocks;
    private final Inventories inventories;
    private final Mending mending;
    private final Ledger ledger;
    private final Device device;
    private final Sync sync;
    private final Set<StorageRef> hopeless = new HashSet<>();
    private Figures figures;
    private int next;

    /** @param mending what does the work, for whom it is to tell of it */
    SyncRun(
            Stocks stocks,
            Inventories inventories,
            Function<Mending.Watch, Mending> mending,
            Ledger ledger,
            Device device,
            Sync sync) {
        this.stocks = stocks;
        this.inventories = inventories;
        this.ledger = ledger;
        this.device = device;
        this.sync = sync;
        this.next = sync.deep() ? sync.next() : 0;
        this.figures = resumed(sync.figures(), next);
        this.mending = mending.apply(new Watching());
    }

    /** Where a run keeps what it found. */
    interface Ledger {

        /** Every few seconds while a run waits. Throws when the run is somebody else's by now. */
        void alive();

        /** Keeps how far the run has come, and tells. */
        void advance(int next, Figures figures);

        /** The same, and with it what the device holds by what was mended. */
        void mended(int next, Figures figures, Ended some);

        /** The device does not hold these, though it was known to. */
        void lost(List<StorageRef> refs, String cause);
    }

    /** The device does not answer. */
    static final class Silent extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Silent(String what) {
            super(what, null, false, false);
        }
    }

    Figures run(long used) {
        try (mending) {
            compareAll();
            if (sync.deep()) {
                readAll(used);
            }
            inventories.status(device);
            // Answers come in order: the one to this question comes after the one to that.
            answer(inventories.buckets(device, 0, 0, false), PATIENCE);
            return figures;
        }
    }

    /**
     * By what the device remembers of what it holds. The answers for the next buckets come while what differs in these is
     * mended.
     */
    private void compareAll() {
        Map<Integer, Bytes> expected = new HashMap<>();
        Map<Integer, Long> sizes = new HashMap<>();
        for (int from = 0; from < Inventories.BUCKETS; from += DIGESTED_TOGETHER) {
            long versions = digest(from, from + DIGESTED_TOGETHER - 1, expected, sizes);
            if (!sync.deep()) {
                figures = figures.plus(new Figures(versions, 0, 0, 0, 0, 0, 0));
            }
            ledger.alive();
        }
        var held = answer(inventories.buckets(device, 0, Inventories.BUCKETS - 1, false), PATIENCE);
        var different = different(expected, held);
        ledger.advance(next, figures);
        List<Asked> asked = List.of();
        for (var window : windows(different, sizes)) {
            var following = ask(window);
            settle(asked, false);
            asked = following;
        }
        settle(asked, false);
        mending.await();
        if (!different.isEmpty()) {
            ledger.advance(next, figures);
        }
    }

    private static List<List<Integer>> windows(List<Integer> buckets, Map<Integer, Long> sizes) {
        var windows = new ArrayList<List<Integer>>();
        var window = new ArrayList<Integer>();
        long versions = 0;
        for (int bucket : buckets) {
            long size = sizes.getOrDefault(bucket, 0L);
            if (window.size() == WINDOW || !window.isEmpty() && versions + size > VERSIONS_TOGETHER) {
                windows.add(List.copyOf(window));
                window.clear();
                versions = 0;
            }
            window.add(bucket);
            versions += size;
        }
        if (!window.isEmpty()) {
            windows.add(window);
        }
        return windows;
    }

    /** By what the device reads back from where it keeps it. What differs now did not before: it is damaged. */
    private void readAll(long used) {
        int together = (int) Math.clamp(Inventories.BUCKETS * READ_TOGETHER / Math.max(used, 1), 1, DIGESTED_TOGETHER);
        while (next < Inventories.BUCKETS) {
            int to = Math.min(next + together, Inventories.BUCKETS) - 1;
            Map<Integer, Bytes> expected = new HashMap<>();
            long versions = digest(next, to, expected, new HashMap<>());
            var held = answer(inventories.buckets(device, next, to, true), DEEP_PATIENCE);
            settle(ask(different(expected, held)), true);
            // Only then is this passed: whoever goes on with it does not look here again.
            mending.await();
            next = to + 1;
            figures = figures.plus(new Figures(versions, 0, 0, 0, 0, 0, 0));
            ledger.advance(next, figures);
        }
    }

    private static List<Integer> different(Map<Integer, Bytes> expected, Map<Integer, Bytes> held) {
        return expected.entrySet().stream()
                .filter(bucket -> !Objects.equals(bucket.getValue(), held.get(bucket.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private long digest(int from, int to, Map<Integer, Bytes> digests, Map<Integer, Long> sizes) {
        var versions = stocks.expected(device.id(), from, to);
        Map<Integer, List<Expected>> buckets = new HashMap<>();
        versions.forEach(
                version -> buckets.computeIfAbsent(ExpectedDigests.bucketOf(version.ref()), _ -> new ArrayList<>())
                        .add(version));
        for (int bucket = from; bucket <= to; bucket++) {
            var its = buckets.getOrDefault(bucket, List.of());
            boolean noted = its.stream().allMatch(Expected::noted);
            digests.put(bucket, noted ? ExpectedDigests.ofBucket(its) : UNKNOWN);
            sizes.put(bucket, (long) its.size());
        }
        return versions.size();
    }

    private record Asked(List<Expected> expected, CompletableFuture<List<Item>> items) {}

    private List<Asked> ask(List<Integer> buckets) {
        return buckets.stream()
                .map(bucket ->
                        new Asked(stocks.expected(device.id(), bucket, bucket), inventories.items(device, bucket)))
                .toList();
    }

    private void settle(List<Asked> asked, boolean deep) {
        List<Expected> missing = new ArrayList<>();
        List<Wrong> wrong = new ArrayList<>();
        List<Expected> claimed = new ArrayList<>();
        List<StorageRef> unexpected = new ArrayList<>();
        for (var one : asked) {
            var found = Comparison.of(one.expected(), answer(one.items(), PATIENCE));
            missing.addAll(found.missing());
            wrong.addAll(found.wrong());
            claimed.addAll(found.claimed());
            unexpected.addAll(found.unexpected());
        }
        missing.removeIf(version -> deep && hopeless.contains(version.ref()));
        wrong.removeIf(one -> deep && hopeless.contains(one.expected().ref()));
        erase(unexpected);
        mend(missing, wrong, claimed, deep);
    }

    private void erase(List<StorageRef> unexpected) {
        var orphans = new HashSet<>(unexpected);
        orphans.removeAll(stocks.known(device.id(), unexpected));
        mending.erase(orphans);
    }

    private void mend(List<Expected> missing, List<Wrong> wrong, List<Expected> claimed, boolean deep) {
        Map<StorageRef, List<Integer>> chunks = new HashMap<>();
        Set<StorageRef> corrupt = new HashSet<>();
        missing.forEach(version -> chunks.put(version.ref(), Parts.all(version).chunks()));
        parts(wrong).forEach((version, parts) -> {
            chunks.put(version.ref(), parts.chunks());
            if (parts.damaged()) {
                corrupt.add(version.ref());
            }
        });
        if (deep) {
            corrupt.addAll(chunks.keySet());
        }
        noteLost(missing, wrong, corrupt);
        var refs = new HashSet<>(chunks.keySet());
        claimed.forEach(version -> refs.add(version.ref()));
        Set<StorageRef> unnoted = new HashSet<>();
        missing.stream().filter(version -> !version.noted()).map(Expected::ref).forEach(unnoted::add);
        var present = new ArrayList<>(stocks.present(device.id(), refs));
        // Acknowledged since it was asked.
        present.removeIf(placed ->
                unnoted.contains(placed.placement().ref()) && placed.holders().contains(device.id()));
        var claims = present.stream()
                .filter(placed -> !chunks.containsKey(placed.placement().ref()))
                .toList();
        present.removeAll(claims);
        mending.prove(claims);
        mending.mend(faults(present, chunks, corrupt));
        if (mending.isAtItsEnd()) {
            // Full, or gone: one that is gone does not answer, and is gone on with when it is back.
            answer(inventories.buckets(device, 0, 0, false), PATIENCE);
        }
    }

    private static List<Fault> faults(
            List<Placed> present, Map<StorageRef, List<Integer>> chunks, Set<StorageRef> corrupt) {
        return present.stream()
                .map(placed -> {
                    var ref = placed.placement().ref();
                    return new Fault(placed, chunks.getOrDefault(ref, List.of()), corrupt.contains(ref));
                })
                .toList();
    }

    private void noteLost(List<Expected> missing, List<Wrong> wrong, Set<StorageRef> corrupt) {
        var lost = new ArrayList<StorageRef>();
        var damaged = new ArrayList<StorageRef>();
        Stream.concat(missing.stream(), wrong.stream().map(Wrong::expected))
                .filter(Expected::noted)
                .map(Expected::ref)
                .forEach(ref -> (corrupt.contains(ref) ? damaged : lost).add(ref));
        if (!lost.isEmpty()) {
            ledger.lost(lost, "absent");
        }
        if (!damaged.isEmpty()) {
            ledger.lost(damaged, "corrupt");
        }
    }

    /** Which chunks of each are to be sent: of those with several, the device is asked for what it has. */
    private Map<Expected, Parts> parts(List<Wrong> wrong) {
        Map<Expected, Parts> parts = new HashMap<>();
        for (int from = 0; from < wrong.size(); from += ASKED_TOGETHER) {
            Map<Expected, CompletableFuture<Map<Integer, Bytes>>> asked = new LinkedHashMap<>();
            for (var one : wrong.subList(from, Math.min(from + ASKED_TOGETHER, wrong.size()))) {
                var version = one.expected();
                if (Parts.all(version).chunks().size() == 1) {
                    parts.put(version, Parts.all(version));
                } else {
                    asked.put(version, inventories.chunks(device, version.ref(), version.version()));
                }
            }
            asked.forEach((version, held) -> parts.put(version, Parts.of(version, answer(held, PATIENCE))));
        }
        return parts;
    }

    private <T> T answer(CompletableFuture<T> asked, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            while (true) {
                ledger.alive();
                try {
                    return asked.get(5, TimeUnit.SECONDS);
                } catch (TimeoutException late) {
                    if (System.nanoTime() > end) {
                        throw new Silent("Expected device %s to answer, but it did not".formatted(device.id()));
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new Silent("Expected device %s to be asked, but %s".formatted(device.id(), e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected to go on, but was interrupted", e);
        } finally {
            asked.cancel(false);
        }
    }

    /** What could not be mended before is found again, and what was passed by what the device remembers, too. */
    private static Figures resumed(Figures before, int next) {
        return new Figures(
                next > 0 ? before.checked() : 0,
                Math.max(0, before.missing() - before.unrepairable()),
                Math.max(0, before.corrupt() - Math.max(0, before.unrepairable() - before.missing())),
                before.repaired(),
                before.orphans(),
                0,
                before.bytes());
    }

    /** Counts what ended, and keeps it with what the device then holds. */
    private final class Watching implements Mending.Watch {

        @Override
        public void alive() {
            ledger.alive();
        }

        @Override
        public void ended(Ended some) {
            figures = figures.plus(some.figures());
            hopeless.addAll(some.hopeless());
            ledger.mended(next, figures, some);
        }
    }
}
