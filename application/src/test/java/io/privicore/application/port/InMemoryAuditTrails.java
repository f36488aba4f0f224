package io.privicore.application.port;

import io.privicore.application.query.AuditQuery.Filter;
import io.privicore.application.query.Page;
import io.privicore.application.query.Paging;
import io.privicore.domain.audit.AuditEntry;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.audit.Checkpoint;
import io.privicore.domain.audit.Link;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Audit trails in memory. */
public final class InMemoryAuditTrails implements AuditTrails {

    private final InMemoryDatabase database;
    private final InMemoryTable<Long, Note> notes;
    private final InMemoryTable<UUID, Begun> begun;
    private final InMemoryTable<Place, Link> links;
    private final InMemoryTable<UUID, SealedCheckpoint> ends;
    private final AtomicLong position = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public InMemoryAuditTrails(InMemoryDatabase database) {
        this.database = database;
        this.notes = database.table();
        this.begun = database.table();
        this.links = database.table();
        this.ends = database.table();
    }

    @Override
    public void append(Note note) {
        notes.put(position.incrementAndGet(), note);
        database.afterCommit(() -> listeners.forEach(Runnable::run));
    }

    @Override
    public void begin(UUID command, Note note, boolean permit) {
        append(note);
        begun.put(command, new Begun(note, permit));
    }

    @Override
    public boolean end(
            UUID command, AuditOutcome outcome, Optional<String> reason, Map<String, String> more, Instant at) {
        var ended = begun.remove(command);
        ended.ifPresent(first -> append(
                new Note(first.note().trails(), first.note().entry().ended(first.lastly(outcome), reason, more, at))));
        return ended.isPresent();
    }

    @Override
    public int chain(int limit, Chaining chaining) {
        return database.run(UnitOfWork.Origin.ENGINE, () -> {
            var oldest = notes.entries().stream().limit(limit).toList();
            if (!oldest.isEmpty()) {
                var known = new HashMap<UUID, SealedCheckpoint>();
                oldest.stream().flatMap(row -> row.getValue().trails().stream()).forEach(trail -> endOf(trail)
                        .ifPresent(end -> known.put(trail, end)));
                var chained =
                        chaining.chain(oldest.stream().map(Map.Entry::getValue).toList(), known);
                chained.links().forEach(link -> links.put(new Place(link.trail(), link.number()), link));
                chained.ends().forEach(end -> ends.put(end.checkpoint().trail(), end));
                oldest.forEach(row -> notes.remove(row.getKey()));
            }
            return oldest.size();
        });
    }

    @Override
    public int forget(Instant before, int limit, BiFunction<SealedCheckpoint, Checkpoint, SealedCheckpoint> resealing) {
        return database.run(UnitOfWork.Origin.ENGINE, () -> ends.all().stream()
                .filter(end ->
                        oldest(end).filter(link -> isBefore(link, before)).isPresent())
                .findFirst()
                .map(end -> cut(end, before, limit, resealing))
                .orElse(0));
    }

    private int cut(
            SealedCheckpoint end,
            Instant before,
            int limit,
            BiFunction<SealedCheckpoint, Checkpoint, SealedCheckpoint> resealing) {
        var trail = end.checkpoint().trail();
        var gone =
                of(trail).limit(limit).takeWhile(link -> isBefore(link, before)).toList();
        ends.put(
                trail,
                resealing.apply(end, end.checkpoint().cutAt(gone.getLast().mark())));
        gone.forEach(link -> links.remove(new Place(trail, link.number())));
        return gone.size();
    }

    @Override
    public Optional<SealedCheckpoint> checkpoint(UUID trail) {
        return ends.find(trail);
    }

    @Override
    public Page<Link> page(UUID trail, Filter filter, Paging paging) {
        var matching = of(trail)
                .filter(link -> matches(link.entry(), filter))
                .sorted(Comparator.comparingLong(Link::number).reversed())
                .toList();
        return new Page<>(
                matching.stream().skip(paging.offset()).limit(paging.perPage()).toList(), matching.size(), paging);
    }

    @Override
    public List<Link> after(UUID trail, Filter filter, long number, long last, int limit) {
        return of(trail)
                .filter(link -> link.number() > number && link.number() <= last)
                .filter(link -> matches(link.entry(), filter))
                .limit(limit)
                .toList();
    }

    @Override
    public void onNoted(Runnable listener) {
        listeners.add(listener);
    }

    /** Changes what stands in a trail, as only somebody can who has the database. */
    public void tamper(Link with) {
        links.put(new Place(with.trail(), with.number()), with);
    }

    /** The same with where a trail ends. */
    public void tamper(SealedCheckpoint with) {
        ends.put(with.checkpoint().trail(), with);
    }

    /** By what is in the trail, should somebody have set its end back. */
    private Optional<SealedCheckpoint> endOf(UUID trail) {
        var last = of(trail).reduce((_, later) -> later);
        var end = ends.find(trail);
        return last.filter(link -> link.number()
                        > end.map(known -> known.checkpoint().head().number()).orElse(0L))
                .map(link -> new SealedCheckpoint(
                        end.map(SealedCheckpoint::checkpoint)
                                .orElse(Checkpoint.empty(trail))
                                .reaching(link),
                        end.map(SealedCheckpoint::seal).orElse(Bytes.wrap(new byte[0]))))
                .or(() -> end);
    }

    private Optional<Link> oldest(SealedCheckpoint end) {
        return of(end.checkpoint().trail()).findFirst();
    }

    private Stream<Link> of(UUID trail) {
        return links.all().stream()
                .filter(link -> link.trail().equals(trail))
                .sorted(Comparator.comparingLong(Link::number));
    }

    private static boolean isBefore(Link link, Instant time) {
        return link.entry().at().isBefore(time);
    }

    private static boolean matches(AuditEntry entry, Filter filter) {
        return filter.operation()
                        .map(wanted -> wanted.endsWith("*")
                                ? entry.operation().startsWith(wanted.substring(0, wanted.length() - 1))
                                : entry.operation().equals(wanted))
                        .orElse(true)
                && filter.outcome().map(entry.outcome()::equals).orElse(true)
                && matches(filter.application(), entry.application())
                && InMemoryAuditTrails.<DeviceId>matches(filter.device(), entry.device())
                && filter.from().map(from -> !entry.at().isBefore(from)).orElse(true)
                && filter.to().map(to -> entry.at().isBefore(to)).orElse(true);
    }

    private static <T> boolean matches(Optional<T> wanted, Optional<T> found) {
        return wanted.isEmpty() || wanted.equals(found);
    }

    private record Place(UUID trail, long number) {}

    private record Begun(Note note, boolean permit) {

        AuditOutcome lastly(AuditOutcome outcome) {
            return permit && outcome == AuditOutcome.SUCCEEDED ? AuditOutcome.AGREED : outcome;
        }
    }
}
