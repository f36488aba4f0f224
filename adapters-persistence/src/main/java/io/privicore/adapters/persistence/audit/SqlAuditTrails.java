package io.privicore.adapters.persistence.audit;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.AuditTrails;
import io.privicore.application.query.AuditQuery.Filter;
import io.privicore.application.query.Page;
import io.privicore.application.query.Paging;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.audit.Checkpoint;
import io.privicore.domain.audit.Link;
import io.privicore.domain.audit.Mark;
import io.privicore.domain.kernel.Bytes;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Audit trails in PostgreSQL. An advisory lock admits one chainer in the whole deployment. */
@ApplicationScoped
public class SqlAuditTrails implements AuditTrails {

    private static final long LOCK = 0x7072697661756474L;

    private static final String APPEND = "insert into audit_note (trails, " + EntryColumns.NAMES
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)";

    private static final String BEGIN = "with noted as (" + APPEND + " returning *)"
            + " insert into audit_begun"
            + " (command_id, permit, trails, operation, profile_id, application, device_id, address, about)"
            + " select ?, ?, trails, operation, profile_id, application, device_id, address, about from noted";

    private static final String END = "with ended as (delete from audit_begun where command_id = ? returning *)"
            + " insert into audit_note (trails, " + EntryColumns.NAMES + ")"
            + " select trails, ?, operation, case when permit then ? else ? end, ?, profile_id, application, device_id,"
            + " address, command_id, about || ?::jsonb from ended";

    private static final String OLDEST = "select * from audit_note order by position limit ?";

    private static final String LINK = "insert into audit_link (trail, number, previous, hash, " + EntryColumns.NAMES
            + ") select l.trail, l.number, l.previous, l.hash, l.at, l.operation, l.outcome, l.reason, l.profile_id,"
            + " l.application, l.device_id, l.address, l.command_id, l.about::jsonb"
            + " from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as l (trail, number, previous, hash, "
            + EntryColumns.NAMES + ")";

    private static final String REACH = """
            insert into audit_trail as t (trail, cut_number, cut_hash, head_number, head_hash, seal, oldest_at)
            select r.trail, r.cut_number, r.cut_hash, r.head_number, r.head_hash, r.seal, (
                select l.at from audit_link l where l.trail = r.trail and l.number > r.cut_number
                order by l.number limit 1)
            from unnest(?, ?, ?, ?, ?, ?) as r (trail, cut_number, cut_hash, head_number, head_hash, seal)
            on conflict (trail) do update set
                cut_number = excluded.cut_number, cut_hash = excluded.cut_hash, head_number = excluded.head_number,
                head_hash = excluded.head_hash, seal = excluded.seal, oldest_at = excluded.oldest_at
            """;

    /**
     * Where trails end by what is in them, should somebody have set an end back or taken it away: new links must not take
     * the place of those that are there, nor hold up the links of other trails.
     */
    private static final String ENDS = """
            select w.trail, coalesce(t.cut_number, 0) as cut_number, coalesce(t.cut_hash, decode(repeat('00', 32), 'hex')) as cut_hash,
                case when l.number > coalesce(t.head_number, 0) then l.number else t.head_number end as head_number,
                case when l.number > coalesce(t.head_number, 0) then l.hash else t.head_hash end as head_hash,
                coalesce(t.seal, ''::bytea) as seal
            from unnest(?) as w (trail)
            left join audit_trail t on t.trail = w.trail
            left join lateral (
                select number, hash from audit_link where trail = w.trail order by number desc limit 1) l on true
            where t.trail is not null or l.number is not null
            """;

    private static final String AGED = """
            select * from audit_trail where oldest_at < ? order by oldest_at limit 1
            """;

    /** The last link before the first that is to stay. */
    private static final String CUT = """
            with oldest as (select number, at, hash from audit_link where trail = ? order by number limit ?)
            select number, hash from oldest o
            where not exists (select 1 from oldest younger where younger.number <= o.number and younger.at >= ?)
            order by number desc limit 1
            """;

    private final JpaUnitOfWork unit;
    private final Sql sql;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    SqlAuditTrails(JpaUnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public void append(Note note) {
        sql.update(APPEND, with(new Object[] {Sql.ids(note.trails())}, EntryColumns.of(note.entry())));
        tellAfterCommit();
    }

    @Override
    public void begin(UUID command, Note note, boolean permit) {
        sql.update(
                BEGIN,
                with(with(new Object[] {Sql.ids(note.trails())}, EntryColumns.of(note.entry())), command, permit));
        tellAfterCommit();
    }

    @Override
    public boolean end(
            UUID command, AuditOutcome outcome, Optional<String> reason, Map<String, String> more, Instant at) {
        var ofPermit = outcome == AuditOutcome.SUCCEEDED ? AuditOutcome.AGREED : outcome;
        int noted = sql.update(
                END, command, at, ofPermit.wire(), outcome.wire(), reason.orElse(null), EntryColumns.about(more));
        tellAfterCommit();
        return noted > 0;
    }

    @Override
    public int chain(int limit, Chaining chaining) {
        return unit.transaction(() -> {
            if (!locked()) {
                return 0;
            }
            var oldest = sql.list(OLDEST, SqlAuditTrails::waiting, limit);
            if (!oldest.isEmpty()) {
                var notes = oldest.stream().map(Waiting::note).toList();
                var chained = chaining.chain(notes, ends(notes));
                write(chained.links());
                reach(chained.ends());
                sql.update("delete from audit_note where position = any(?)", (Object)
                        oldest.stream().map(Waiting::position).toArray(Long[]::new));
            }
            return oldest.size();
        });
    }

    @Override
    public int forget(Instant before, int limit, BiFunction<SealedCheckpoint, Checkpoint, SealedCheckpoint> resealing) {
        return unit.transaction(() -> locked()
                ? sql.first(AGED, SqlAuditTrails::end, before)
                        .map(end -> cut(end, before, limit, resealing))
                        .orElse(0)
                : 0);
    }

    private int cut(
            SealedCheckpoint end,
            Instant before,
            int limit,
            BiFunction<SealedCheckpoint, Checkpoint, SealedCheckpoint> resealing) {
        var trail = end.checkpoint().trail();
        var cut = sql.first(
                CUT, row -> new Mark(row.getLong("number"), Bytes.wrap(row.getBytes("hash"))), trail, limit, before);
        if (cut.isEmpty()) {
            return 0;
        }
        reach(List.of(resealing.apply(end, end.checkpoint().cutAt(cut.get()))));
        return sql.update(
                "delete from audit_link where trail = ? and number <= ?",
                trail,
                cut.get().number());
    }

    @Override
    public Optional<SealedCheckpoint> checkpoint(UUID trail) {
        return sql.first("select * from audit_trail where trail = ?", SqlAuditTrails::end, trail);
    }

    @Override
    public Page<Link> page(UUID trail, Filter filter, Paging paging) {
        var condition = TrailCondition.of(trail, filter);
        long count = filter.isNone() ? length(trail) : count(condition);
        var arguments = new ArrayList<>(condition.arguments());
        arguments.add(paging.perPage());
        arguments.add(paging.offset());
        var links = sql.list(
                "select * from audit_link where " + condition.sql() + " order by number desc limit ? offset ?",
                EntryColumns::link,
                arguments.toArray());
        return new Page<>(links, count, paging);
    }

    @Override
    public List<Link> after(UUID trail, Filter filter, long number, long last, int limit) {
        var condition = TrailCondition.of(trail, filter).and("number > ? and number <= ?", number, last);
        var arguments = new ArrayList<>(condition.arguments());
        arguments.add(limit);
        return sql.list(
                "select * from audit_link where " + condition.sql() + " order by number limit ?",
                EntryColumns::link,
                arguments.toArray());
    }

    @Override
    public void onNoted(Runnable listener) {
        listeners.add(listener);
    }

    private long length(UUID trail) {
        return checkpoint(trail)
                .map(SealedCheckpoint::checkpoint)
                .map(end -> end.head().number() - end.cut().number())
                .orElse(0L);
    }

    private long count(TrailCondition condition) {
        return sql.first(
                        "select count(*) as links from audit_link where " + condition.sql(),
                        row -> row.getLong("links"),
                        condition.arguments().toArray())
                .orElse(0L);
    }

    private Map<UUID, SealedCheckpoint> ends(List<Note> notes) {
        var trails = notes.stream()
                .flatMap(note -> note.trails().stream())
                .distinct()
                .toList();
        Map<UUID, SealedCheckpoint> ends = new HashMap<>();
        sql.list(ENDS, SqlAuditTrails::end, (Object) Sql.ids(trails))
                .forEach(end -> ends.put(end.checkpoint().trail(), end));
        return ends;
    }

    private void write(List<Link> links) {
        if (links.isEmpty()) {
            return;
        }
        var chain = new Object[] {
            links.stream().map(Link::trail).toArray(UUID[]::new),
            links.stream().map(Link::number).toArray(Long[]::new),
            bytes(links, Link::previous),
            bytes(links, Link::hash)
        };
        sql.update(
                LINK,
                with(chain, EntryColumns.of(links.stream().map(Link::entry).toList())));
    }

    private void reach(Collection<SealedCheckpoint> ends) {
        if (ends.isEmpty()) {
            return;
        }
        var points = ends.stream().map(SealedCheckpoint::checkpoint).toList();
        sql.update(
                REACH,
                points.stream().map(Checkpoint::trail).toArray(UUID[]::new),
                points.stream().map(point -> point.cut().number()).toArray(Long[]::new),
                bytes(points, point -> point.cut().hash()),
                points.stream().map(point -> point.head().number()).toArray(Long[]::new),
                bytes(points, point -> point.head().hash()),
                bytes(ends, SealedCheckpoint::seal));
    }

    private boolean locked() {
        return sql.first("select pg_try_advisory_xact_lock(?) as locked", row -> row.getBoolean("locked"), LOCK)
                .orElse(false);
    }

    private void tellAfterCommit() {
        unit.afterCommit(() -> listeners.forEach(Runnable::run));
    }

    private static <T> byte[][] bytes(Collection<T> of, Function<T, Bytes> bytes) {
        return of.stream().map(bytes).map(Bytes::view).toArray(byte[][]::new);
    }

    private static @Nullable Object[] with(@Nullable Object[] one, @Nullable Object... more) {
        var all = new ArrayList<@Nullable Object>(one.length + more.length);
        all.addAll(java.util.Arrays.asList(one));
        all.addAll(java.util.Arrays.asList(more));
        return all.toArray();
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        var trails = (UUID[]) row.getArray("trails").getArray();
        return new Waiting(row.getLong("position"), new Note(java.util.Set.of(trails), EntryColumns.read(row)));
    }

    private static SealedCheckpoint end(ResultSet row) throws SQLException {
        return new SealedCheckpoint(
                new Checkpoint(
                        Sql.uuid(row, "trail"),
                        new Mark(row.getLong("cut_number"), Bytes.wrap(row.getBytes("cut_hash"))),
                        new Mark(row.getLong("head_number"), Bytes.wrap(row.getBytes("head_hash")))),
                Bytes.wrap(row.getBytes("seal")));
    }

    private record Waiting(long position, Note note) {}
}
