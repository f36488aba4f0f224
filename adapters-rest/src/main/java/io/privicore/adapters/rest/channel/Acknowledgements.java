package io.privicore.adapters.rest.channel;

import io.privicore.application.command.CommandId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Keeps messages about a command behind the answer that names it.
 *
 * <p>The outcome is published while the command is still being submitted, so a message may come before this node knows
 * the command's id. It then waits for the submissions that were under way when it came: if one of them turns out to be
 * the command, for the flush of its answer and the grace after it; if none does, another node gives the answer, and the
 * time of submission says when that has surely happened. Nothing waits longer than the patience.
 */
@Singleton
public final class Acknowledgements {

    /** For the way from submission to flush on another node, beyond the grace. */
    private static final long MARGIN = 5;

    private static final long KEEP_ANSWERED = 250;
    private static final long FORGET_UNANSWERED = 60_000;

    private final Timeline timeline;
    private final long grace;
    private final long patience;

    private final Set<Long> underWay = new LinkedHashSet<>();
    private final Map<CommandId, Gate> gates = new HashMap<>();
    private final Deque<Gate> undecided = new ArrayDeque<>();
    private final Deque<Gate> answered = new ArrayDeque<>();
    private long tickets;

    @Inject
    Acknowledgements(Timeline timeline, AcknowledgementSettings settings) {
        this(timeline, settings.grace(), settings.patience());
    }

    Acknowledgements(Timeline timeline, Duration grace, Duration patience) {
        this.timeline = timeline;
        this.grace = grace.toMillis();
        this.patience = patience.toMillis();
    }

    /** To be called before a command is submitted, and closed when it was answered with an id or refused. */
    public synchronized Submission begin() {
        long ticket = tickets++;
        underWay.add(ticket);
        return new Submission(ticket);
    }

    /** The answer that names the command has left this node, or never will. */
    public synchronized void flushed(CommandId command) {
        var gate = gates.get(command);
        if (gate != null && gate.flushedAt < 0) {
            gate.flushedAt = timeline.now();
            settle(gate);
        }
        forget();
    }

    /** Runs the delivery when a message about the command may leave; in order for one command. */
    synchronized void whenAcknowledged(CommandId command, Instant submittedAt, Runnable delivery) {
        long now = timeline.now();
        var gate = gates.computeIfAbsent(command, id -> new Gate(id, tickets));
        if (gate.waiting.isEmpty()) {
            gate.deadline = now + patience;
            gate.notBefore = submittedAt.toEpochMilli() + 2 * grace + MARGIN;
        }
        gate.waiting.add(delivery);
        if (gate.isUndecided() && gate.waiting.size() == 1) {
            undecided.add(gate);
        }
        settle(gate);
    }

    /** One command on its way from request to answer. */
    public final class Submission implements AutoCloseable {

        private final long ticket;

        private Submission(long ticket) {
            this.ticket = ticket;
        }

        /** The command was accepted and is about to be answered by this node. */
        public void accepted(CommandId command) {
            synchronized (Acknowledgements.this) {
                var gate = gates.computeIfAbsent(command, id -> new Gate(id, tickets));
                gate.answering = true;
                gate.answeringSince = timeline.now();
                answered.add(gate);
            }
        }

        @Override
        public void close() {
            synchronized (Acknowledgements.this) {
                underWay.remove(ticket);
                decide();
            }
        }
    }

    private void decide() {
        long oldest = oldestUnderWay();
        for (var gate = undecided.peek(); gate != null && gate.ticket <= oldest; gate = undecided.peek()) {
            undecided.remove();
            settle(gate);
        }
    }

    private void settle(Gate gate) {
        if (gate.waiting.isEmpty()) {
            return;
        }
        long now = timeline.now();
        long due = due(gate);
        if (due > now) {
            if (due < gate.wakeAt) {
                gate.wakeAt = due;
                timeline.at(due, () -> wake(gate, due));
            }
            return;
        }
        for (var delivery = gate.waiting.poll(); delivery != null; delivery = gate.waiting.poll()) {
            delivery.run();
        }
        if (gate.isUndecided()) {
            gates.remove(gate.command, gate);
        }
    }

    private synchronized void wake(Gate gate, long wakeAt) {
        if (gate.wakeAt == wakeAt) {
            gate.wakeAt = Long.MAX_VALUE;
        }
        settle(gate);
    }

    private long due(Gate gate) {
        if (gate.flushedAt >= 0) {
            return gate.flushedAt + grace;
        }
        if (gate.answering || oldestUnderWay() < gate.ticket) {
            return gate.deadline;
        }
        return Math.min(gate.notBefore, gate.deadline);
    }

    private long oldestUnderWay() {
        var tickets = underWay.iterator();
        return tickets.hasNext() ? tickets.next() : Long.MAX_VALUE;
    }

    private void forget() {
        long now = timeline.now();
        for (var gate = answered.peek(); gate != null && isPast(gate, now); gate = answered.peek()) {
            answered.remove();
            if (gate.waiting.isEmpty()) {
                gates.remove(gate.command, gate);
            }
        }
    }

    private boolean isPast(Gate gate, long now) {
        return gate.flushedAt >= 0
                ? gate.flushedAt + grace + KEEP_ANSWERED < now
                : gate.answeringSince + FORGET_UNANSWERED < now;
    }

    /** What is known of one command, and the messages that wait for more. */
    private static final class Gate {

        private final CommandId command;
        /** Submissions with lower tickets were under way when the first message came. */
        private final long ticket;

        private final Deque<Runnable> waiting = new ArrayDeque<>(2);
        private boolean answering;
        private long answeringSince;
        private long flushedAt = -1;
        private long notBefore;
        private long deadline;
        private long wakeAt = Long.MAX_VALUE;

        private Gate(CommandId command, long ticket) {
            this.command = command;
            this.ticket = ticket;
        }

        private boolean isUndecided() {
            return !answering;
        }
    }
}
