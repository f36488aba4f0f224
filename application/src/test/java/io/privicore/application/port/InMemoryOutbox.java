package io.privicore.application.port;

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
                publisher.accept(oldest.stream().map(Map.Entry::getValue).toList());
                oldest.forEach(row -> database.outbox.remove(row.getKey()));
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

    /** All that wait, oldest first, for tests to look at. */
    public List<Outgoing> waiting() {
        return database.outbox.all();
    }

    /** The types of all that wait, oldest first. */
    public List<String> types() {
        return waiting().stream().map(Outgoing::type).toList();
    }
}
