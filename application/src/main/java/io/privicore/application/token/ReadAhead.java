package io.privicore.application.token;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * Reads chunks before they are asked for, in order. All readers of a node share what may lie ready, so that clients who do
 * not fetch it take the speed of others and no more; the chunk that is wanted next is always read.
 */
final class ReadAhead implements AutoCloseable {

    private static final int WINDOW = 8;

    private final ChunkReader.Reading reading;
    private final int last;
    private final Executor executor;
    private final Semaphore budget;
    private final Duration timeout;
    private final Deque<Slot> window = new ArrayDeque<>();
    private int next;

    ReadAhead(ChunkReader.Reading reading, int first, int last, Executor executor, Semaphore budget, Duration timeout) {
        this.reading = reading;
        this.next = first;
        this.last = last;
        this.executor = executor;
        this.budget = budget;
        this.timeout = timeout;
    }

    /** Whether there is a next chunk. */
    boolean hasNext() {
        return next <= last || !window.isEmpty();
    }

    /** The next chunk; empty when no device could serve it in time. */
    Optional<Bytes> next() {
        fill();
        var slot = window.removeFirst();
        try {
            return slot.task().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw new IllegalStateException("Expected to read a chunk, but something failed", e.getCause());
        } finally {
            release(slot);
            fill();
        }
    }

    @Override
    public void close() {
        next = last + 1;
        while (!window.isEmpty()) {
            release(window.removeFirst());
        }
    }

    private void fill() {
        while (next <= last && window.size() < WINDOW) {
            boolean ahead = !window.isEmpty();
            if (ahead && !budget.tryAcquire()) {
                return;
            }
            int chunk = next++;
            var task = new FutureTask<>(() -> reading.chunk(chunk, System.nanoTime() + timeout.toNanos()));
            window.add(new Slot(task, ahead));
            executor.execute(task);
        }
    }

    /** Never interrupted: a thread that is interrupted while it writes to the broker takes the connection of all with it. */
    private void release(Slot slot) {
        slot.task().cancel(false);
        if (slot.budgeted()) {
            budget.release();
        }
    }

    private record Slot(FutureTask<Optional<Bytes>> task, boolean budgeted) {}
}
