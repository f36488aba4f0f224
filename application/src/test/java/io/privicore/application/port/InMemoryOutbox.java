package io.privicore.application.port;

import io.privicore.application.event.TransactionTally;
import io.privicore.application.query.TransactionCounts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Committed events in memory. */
public final class InMemoryOutbox implements Outbox {

    private final InMemoryDatabase database;
    private final ReentrantLock draining = new ReentrantLock();

    public InMemoryOutbox(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public int drain(int limit, Consumer<List<Outgoing>> publisher) {
        if (!draining.tryLock()) {
            return 0;
        }
        try {
            var oldest = database.outbox.entries().stream().limit(limit).toList();
            if (!oldest.isEmpty()) {
                var events = oldest.stream().map(Map.Entry::getValue).toList();
                publisher.accept(events);
                oldest.forEach(row -> database.outbox.remove(row.getKey()));
                TransactionTally.of(events).forEach(this::count);
            }
            return oldest.size();
        } finally {
            draining.unlock();
        }
    }

    @Override
    public void onCommitted(Runnable listener) {
        database.onCommitted(listener);
    }

    private void count(TransactionTally.Hour hour, TransactionCounts more) {
        var before = database.transactionCounts.find(hour).orElse(TransactionCounts.NONE);
        database.transactionCounts.put(hour, before.plus(more));
    }

    /** All that wait, oldest first, for tests to look at. */
    public List<Outgoing> waiting() {
        return database.outbox.all();
    }

    /** The types of all that wait, oldest first. */
    public List<String> types() {
        return waiting().stream().map(Outgoing::type).toList();
    }
}
