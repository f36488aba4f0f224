package io.privicore.device.storage;

import io.privicore.device.dialogue.Engine;
import io.privicore.device.dialogue.Heard;
import io.privicore.protocol.message.DeviceMessage;
import io.privicore.protocol.message.DeviceMessage.StorageAbsent;
import io.privicore.protocol.message.DeviceMessage.StorageChunk;
import io.privicore.protocol.message.DeviceMessage.StorageProof;
import io.privicore.protocol.message.EngineMessage.StorageFetch;
import io.privicore.protocol.message.EngineMessage.StorageProve;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Answers what asks for chunks, fetches and proofs, beside the group commit: a few at a time, each with a few chunks
 * unconfirmed.
 */
final class Fetches {

    private static final int AT_ONCE = 8;
    private static final int UNCONFIRMED = 8;

    private final ChunkStore store;
    private final Engine engine;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final ExecutorService threads;

    Fetches(ChunkStore store, Engine engine, String deviceId) {
        this.store = store;
        this.engine = engine;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("device-fetch-" + deviceId + "-", 0).factory());
    }

    void add(StorageFetch fetch, Heard heard) {
        add(() -> answer(fetch), heard);
    }

    void add(StorageProve question, Heard heard) {
        add(() -> answer(question), heard);
    }

    /** A turn ends with the last chunk that was handed over: what is left is the broker's confirm, which takes no bytes. */
    private void add(Supplier<CompletableFuture<Void>> answering, Heard heard) {
        threads.execute(() -> {
            turns.acquireUninterruptibly();
            try {
                var _ = answering.get().whenCompleteAsync((_, failure) -> {
                    if (failure == null) {
                        engine.settle(List.of(heard));
                    } else {
                        engine.giveUp(failure);
                    }
                });
            } catch (RuntimeException e) {
                engine.giveUp(e);
            } finally {
                turns.release();
            }
        });
    }

    private CompletableFuture<Void> answer(StorageFetch fetch) {
        var unconfirmed = new ArrayDeque<CompletableFuture<Void>>();
        // Counted by the steps taken: the last chunk may be the highest number there is.
        int steps = fetch.last() - fetch.from();
        for (int step = 0; step <= steps; step++) {
            int chunk = fetch.from() + step;
            var held = store.read(fetch.ref(), fetch.version(), chunk);
            if (held.isEmpty()) {
                unconfirmed.add(engine.say(new StorageAbsent(fetch.request(), fetch.ref(), fetch.version(), chunk)));
                break;
            }
            var found = held.get();
            unconfirmed.add(
                    engine.say(new StorageChunk(fetch.request(), found.address(), found.digest(), found.bytes())));
            if (unconfirmed.size() == UNCONFIRMED) {
                unconfirmed.remove().join();
            }
            if (chunk == found.address().of() - 1) {
                break;
            }
        }
        return CompletableFuture.allOf(unconfirmed.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> answer(StorageProve question) {
        var request = question.request();
        var answer = store.read(question.ref(), question.version(), question.chunk())
                .<DeviceMessage>map(held -> new StorageProof(request, question.proofOf(held.bytes())))
                .orElseGet(() -> new StorageAbsent(request, question.ref(), question.version(), question.chunk()));
        return engine.say(answer);
    }

    /** Ends after what has begun. */
    void close() {
        threads.close();
    }
}
