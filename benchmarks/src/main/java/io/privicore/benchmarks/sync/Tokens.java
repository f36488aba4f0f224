package io.privicore.benchmarks.sync;

import io.privicore.benchmarks.operation.Storage;
import io.privicore.benchmarks.platform.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tokens made and deleted by many clients at once. */
record Tokens(Storage storage, int clients) {

    /** Reserved no more at a time than are exchanged soon after: a reservation ends. */
    private static final int TOGETHER = 5_000;

    Collection<String> write(String what, int count) throws Exception {
        long from = System.nanoTime();
        Queue<String> stored = new ConcurrentLinkedQueue<>();
        while (stored.size() < count) {
            int next = Math.min(TOGETHER, count - stored.size());
            each(storage.reserved(next, clients), (wire, token) -> stored.add(storage.exchange(wire, token)));
            System.err.printf("%s: %,d of %,d%n", what, stored.size(), count);
        }
        told(what, count, from);
        return stored;
    }

    void delete(String what, Collection<String> tokens) throws Exception {
        long from = System.nanoTime();
        each(new ConcurrentLinkedQueue<>(tokens), (wire, token) -> storage.account()
                .command(wire, "/data-token/delete-data", Map.of("token", token)));
        told(what, tokens.size(), from);
    }

    private static void told(String what, int count, long from) {
        InStep.say(what, "%,d tokens, %,.0f/s", count, count * 1e9 / (System.nanoTime() - from));
    }

    private void each(Queue<String> tokens, Turn turn) throws Exception {
        Callable<Void> client = () -> {
            try (Wire wire = storage.account().wire()) {
                for (String token = tokens.poll(); token != null; token = tokens.poll()) {
                    turn.take(wire, token);
                }
            }
            return null;
        };
        List<Future<Void>> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(client));
            }
            for (Future<Void> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("Expected every token to be taken, but one was not", e.getCause());
        }
    }

    private interface Turn {
        void take(Wire wire, String token) throws Exception;
    }
}
