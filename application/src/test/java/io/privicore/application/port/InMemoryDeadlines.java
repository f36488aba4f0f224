package io.privicore.application.port;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Deadlines in memory. */
public final class InMemoryDeadlines implements Deadlines {

    private final InMemoryDatabase database;
    private final InMemoryTable<Key, Instant> deadlines;

    public InMemoryDeadlines(InMemoryDatabase database) {
        this.database = database;
        this.deadlines = database.table();
    }

    @Override
    public void set(Kind kind, UUID subject, Instant due) {
        deadlines.put(new Key(kind, subject), due);
    }

    @Override
    public void bringForward(Kind kind, UUID subject, Instant due) {
        database.locked(() -> {
            if (of(kind, subject).filter(due::isAfter).isEmpty()) {
                set(kind, subject, due);
            }
            return true;
        });
    }

    @Override
    public void clear(Kind kind, UUID subject) {
        deadlines.remove(new Key(kind, subject));
    }

    @Override
    public List<Due> claim(int limit, Instant now, Instant retry) {
        return database.locked(() -> {
            var due = deadlines.entries().stream()
                    .filter(row -> !row.getValue().isAfter(now))
                    .map(row -> new Due(row.getKey().kind(), row.getKey().subject(), row.getValue()))
                    .sorted(Comparator.comparing(Due::due))
                    .limit(limit)
                    .toList();
            due.forEach(claimed -> set(claimed.kind(), claimed.subject(), retry));
            return due;
        });
    }

    /** When the deadline is, for tests to ask. */
    public Optional<Instant> of(Kind kind, UUID subject) {
        return deadlines.find(new Key(kind, subject));
    }

    private record Key(Kind kind, UUID subject) {}
}
