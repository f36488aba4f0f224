package io.privicore.adapters.amqp.link;

import io.privicore.application.device.DeviceReports.DeviceVote;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Counts votes that come from several inboxes at once together. The voters of a poll mostly come from different ones: each
 * by itself they would wait for each other at the poll, and each pay for a transaction.
 */
final class VoteCount {

    private final Consumer<List<DeviceVote>> counting;
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();

    VoteCount(Consumer<List<DeviceVote>> counting) {
        this.counting = counting;
    }

    /** Returns when the votes are counted, by whoever's turn it was; throws where they were not, alone or with others. */
    void count(List<DeviceVote> votes) {
        var own = new Waiting(votes, new CompletableFuture<>());
        waiting.add(own);
        turn.lock();
        try {
            // Whoever had the turn before may have counted them already.
            if (!own.counted().isDone()) {
                countAll();
            }
        } finally {
            turn.unlock();
        }
        if (own.counted().isCompletedExceptionally()) {
            throw new Uncounted(own.counted().exceptionNow());
        }
    }

    /** How many wait for their turn. */
    int waiting() {
        return waiting.size();
    }

    private void countAll() {
        var together = new ArrayList<Waiting>();
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            together.add(next);
        }
        try {
            counting.accept(
                    together.stream().flatMap(one -> one.votes().stream()).toList());
            together.forEach(one -> one.counted().complete(null));
        } catch (RuntimeException failure) {
            together.forEach(one -> one.counted().completeExceptionally(failure));
        } finally {
            // Also where it broke off otherwise: nobody may believe to have been counted.
            var brokenOff = new IllegalStateException("Expected votes to be counted, but counting broke off");
            together.forEach(one -> one.counted().completeExceptionally(brokenOff));
        }
    }

    private record Waiting(List<DeviceVote> votes, CompletableFuture<Void> counted) {}

    /** They may be counted each by itself. */
    static final class Uncounted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Uncounted(Throwable cause) {
            super(cause);
        }
    }
}
