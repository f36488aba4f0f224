package io.privicore.device.storage;

import io.privicore.device.dialogue.Engine;
import io.privicore.device.dialogue.Heard;
import io.privicore.protocol.key.Ed25519KeyPair;
import io.privicore.protocol.message.DeviceMessage.Receipt;
import io.privicore.protocol.message.DeviceMessage.StorageStored;
import io.privicore.protocol.message.EngineMessage.StorageChange;
import io.privicore.protocol.message.EngineMessage.StorageDelete;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Group commit: takes whatever changes have arrived, makes them durable at once, and signs one receipt for all. It settles
 * when the broker has the answers, and meanwhile goes on with the next group.
 */
final class Commits {

    static final int MOST = 512;
    static final long MOST_BYTES = 8L << 20;

    /** Most bytes that are opened and not yet durable: this group and the next. */
    private static final int MOST_WAITING = 16 << 20;

    private final ChunkStore store;
    private final Engine engine;
    private final String deviceId;
    private final Ed25519KeyPair signing;
    private final InstantSource clock;
    private final LinkedBlockingQueue<Optional<Change>> arrived = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final Thread thread;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean over;

    /** Of the change that was added last, whose group is the last to be committed; touched by who adds. */
    private CompletableFuture<Void> lastDurable = CompletableFuture.completedFuture(null);

    Commits(ChunkStore store, Engine engine, String deviceId, Ed25519KeyPair signing, InstantSource clock) {
        this.store = store;
        this.engine = engine;
        this.deviceId = deviceId;
        this.signing = signing;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("device-commits-" + deviceId).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Takes the change on, and waits while the disk does not keep up: what has not been taken on stays at the broker. */
    void add(StorageChange change, Heard heard) {
        room.acquireUninterruptibly(size(change));
        if (over) {
            return;
        }
        lastDurable = new CompletableFuture<>();
        arrived.add(Optional.of(new Change(change, heard, lastDurable)));
    }

    /**
     * Done when everything is durable that was added before, or when this has ended: then nobody is answered any more. For
     * the thread that adds.
     */
    CompletableFuture<?> soFar() {
        return CompletableFuture.anyOf(lastDurable, ended);
    }

    /** Ends after the group under way. What has not begun was not answered, so it will be heard again. */
    void close() {
        arrived.clear();
        arrived.add(Optional.empty());
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (var group = next(); !group.isEmpty(); group = next()) {
                commit(group);
                group.forEach(change -> change.durable().complete(null));
                room.release(
                        group.stream().mapToInt(change -> size(change.change())).sum());
            }
        } catch (IOException | RuntimeException e) {
            engine.giveUp(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over = true;
            ended.complete(null);
            room.release(Integer.MAX_VALUE - MOST_WAITING);
        }
    }

    /** Waits for one change and takes what else is there; nothing once this is closed. */
    private List<Change> next() throws InterruptedException {
        var group = new ArrayList<Change>();
        long bytes = 0;
        var taken = arrived.take();
        while (taken.isPresent()) {
            group.add(taken.get());
            bytes += size(taken.get().change());
            var following = arrived.peek();
            if (following == null
                    || following.isEmpty()
                    || group.size() == MOST
                    || bytes + size(following.get().change()) > MOST_BYTES) {
                break;
            }
            taken = arrived.take();
        }
        return group;
    }

    private void commit(List<Change> group) throws IOException {
        var outcomes = store.commit(group.stream().map(Change::change).toList());
        var receipts = new ArrayList<Receipt>();
        var said = new ArrayList<CompletableFuture<Void>>();
        boolean deleted = false;
        for (var outcome : outcomes) {
            switch (outcome) {
                case Outcome.Kept kept -> receipts.add(kept.receipt());
                case Outcome.Refused refused -> said.add(engine.say(refused.answer()));
                case Outcome.Gone gone -> {
                    said.add(engine.say(gone.answer()));
                    deleted = true;
                }
            }
        }
        if (!receipts.isEmpty()) {
            said.add(engine.say(StorageStored.signed(receipts, clock.instant(), deviceId, signing)));
        }
        var heard = group.stream().map(Change::heard).toList();
        var _ = CompletableFuture.allOf(said.toArray(CompletableFuture[]::new)).whenCompleteAsync((_, failure) -> {
            if (failure == null) {
                engine.settle(heard);
            } else {
                engine.giveUp(failure);
            }
        });
        if (deleted && store.isWasteful()) {
            Thread.ofVirtual().name("device-compaction-" + deviceId).start(this::compact);
        }
    }

    private void compact() {
        try {
            store.compact();
        } catch (IOException e) {
            System.getLogger(Commits.class.getName())
                    .log(System.Logger.Level.WARNING, "Compaction stopped; it is tried again after the next delete", e);
        }
    }

    private static int size(StorageChange change) {
        return switch (change) {
            case StorageStore store -> store.bytes().length();
            case StorageDelete _ -> 0;
        };
    }

    private record Change(StorageChange change, Heard heard, CompletableFuture<Void> durable) {}
}
