package io.privicore.adapters.persistence.command;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Deadlines;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Deadlines in PostgreSQL; nodes that claim at once pass over each other's. */
@ApplicationScoped
public class JpaDeadlines implements Deadlines {

    private static final String SET = """
            insert into deadline (kind, subject, due_at) values (?, ?, ?)
            on conflict (kind, subject) do update set due_at = excluded.due_at
            """;

    private static final String BRING_FORWARD = """
            insert into deadline as d (kind, subject, due_at) values (?, ?, ?)
            on conflict (kind, subject) do update set due_at = excluded.due_at where excluded.due_at < d.due_at
            """;

    private static final String CLEAR = "delete from deadline where kind = ? and subject = ?";

    /** One goes and another comes, in one statement. */
    private static final String CLEAR_AND_SET = "with cleared as (" + CLEAR + ") " + SET;

    private static final String CLAIM = """
            with due as (
                select kind, subject, due_at from deadline where due_at <= ?
                order by due_at limit ? for update skip locked)
            update deadline d set due_at = ? from due
            where d.kind = due.kind and d.subject = due.subject
            returning d.kind, d.subject, due.due_at
            """;

    private final JpaUnitOfWork unit;
    private final Sql sql;

    JpaDeadlines(JpaUnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public void set(Kind kind, UUID subject, Instant due) {
        var gathering = gathering();
        if (gathering.isPresent()) {
            gathering.get().set(kind, subject, due);
        } else {
            sql.update(SET, kind.name(), subject, due);
        }
    }

    @Override
    public void bringForward(Kind kind, UUID subject, Instant due) {
        if (gathering()
                .filter(gathered -> gathered.bringForward(kind, subject, due))
                .isEmpty()) {
            sql.update(BRING_FORWARD, kind.name(), subject, due);
        }
    }

    @Override
    public void clear(Kind kind, UUID subject) {
        var gathering = gathering();
        if (gathering.isPresent()) {
            gathering.get().clear(kind, subject);
        } else {
            sql.update(CLEAR, kind.name(), subject);
        }
    }

    private Optional<Gathering> gathering() {
        return unit.gathering(Gathering.class, Gathering::new);
    }

    /** What becomes of deadlines in a unit of work, written at its end: two changes of different ones in one statement. */
    private final class Gathering implements Runnable {

        private final SortedMap<Key, Optional<Instant>> changed = new TreeMap<>();

        void set(Kind kind, UUID subject, Instant due) {
            changed.put(new Key(kind, subject), Optional.of(due));
        }

        void clear(Kind kind, UUID subject) {
            changed.put(new Key(kind, subject), Optional.empty());
        }

        /** False where the unit has not touched the deadline, so that only the database knows when it is. */
        boolean bringForward(Kind kind, UUID subject, Instant due) {
            return changed.computeIfPresent(
                            new Key(kind, subject), (_, before) -> before.filter(earlier -> !due.isBefore(earlier))
                                    .or(() -> Optional.of(due)))
                    != null;
        }

        @Override
        public void run() {
            var cleared = new ArrayDeque<List<Object>>();
            var set = new ArrayDeque<List<Object>>();
            changed.forEach((key, due) -> due.ifPresentOrElse(
                    at -> set.add(List.of(key.kind().name(), key.subject(), at)),
                    () -> cleared.add(List.of(key.kind().name(), key.subject()))));
            changed.clear();
            var both = new ArrayList<List<Object>>();
            while (!cleared.isEmpty() && !set.isEmpty()) {
                both.add(Stream.concat(cleared.remove().stream(), set.remove().stream())
                        .toList());
            }
            write(CLEAR_AND_SET, both);
            write(CLEAR, cleared);
            write(SET, set);
        }

        private void write(String statement, Collection<List<Object>> arguments) {
            if (!arguments.isEmpty()) {
                var _ = sql.updateAll(statement, List.copyOf(arguments));
            }
        }
    }

    private record Key(Kind kind, UUID subject) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : subject.compareTo(other.subject);
        }
    }

    @Override
    public List<Due> claim(int limit, Instant now, Instant retry) {
        gathering().ifPresent(Gathering::run);
        return sql
                .list(
                        CLAIM,
                        row -> new Due(
                                Kind.valueOf(row.getString("kind")),
                                Sql.uuid(row, "subject"),
                                requireNonNull(Sql.instant(row, "due_at"))),
                        now,
                        limit,
                        retry)
                .stream()
                .sorted(Comparator.comparing(Due::due))
                .toList();
    }
}
