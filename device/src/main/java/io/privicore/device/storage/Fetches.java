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

    private void add(Runnable answering, Heard heard) {
        threads.execute(() -> {
            turns.acquireUninterruptibly();
            try {
                answering.run();
                engine.settle(List.of(heard));
            } catch (RuntimeException e) {
                engine.giveUp(e);
            } finally {
                turns.release();
            }
        });
    }

    private void answer(StorageFetch fetch) {
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
        unconfirmed.forEach(CompletableFuture::join);
    }

    private void answer(StorageProve question) {
        var request = question.request();
        var answer = store.read(question.ref(), question.version(), question.chunk())
                .<DeviceMessage>map(held -> new StorageProof(request, question.proofOf(held.bytes())))
                .orElseGet(() -> new StorageAbsent(request, question.ref(), question.version(), question.chunk()));
        engine.say(answer).join();
    }

    /** Ends after what has begun. */
    void close() {
        threads.close();
    }
}
