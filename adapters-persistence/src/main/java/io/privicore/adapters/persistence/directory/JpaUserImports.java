package io.privicore.adapters.persistence.directory;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.command.CommandId;
import io.privicore.application.port.UserImports;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.directory.ImportId;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Imports in PostgreSQL. */
@ApplicationScoped
public class JpaUserImports implements UserImports {

    private static final String SAVE = """
            insert into user_import (directory_id, id, profile_id, application_id, grant_id, match_by, dry_run, begun_at,
                command_id, stage, reason, row_count, reached, created, updated, unchanged, refused, advanced_at, ended_at,
                kept_until)
            values (?, ?, ?, ?::uuid, ?::uuid, ?, ?, ?, ?::uuid, ?, ?::text, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz,
                ?::timestamptz)
            on conflict (directory_id, id) do update set command_id = excluded.command_id, stage = excluded.stage,
                reason = excluded.reason, row_count = excluded.row_count, reached = excluded.reached,
                created = excluded.created, updated = excluded.updated, unchanged = excluded.unchanged,
                refused = excluded.refused, advanced_at = excluded.advanced_at, ended_at = excluded.ended_at,
                kept_until = excluded.kept_until
            """;

    private static final String BY_ID = "select * from user_import where id = ?";

    private static final String BY_COMMAND = "select * from user_import where command_id = ?";

    /** Whoever counts may be about to add one. */
    private static final String LOCK = "select id from directory where id = ? for no key update";

    private static final String COUNT = """
            select count(*) filter (where ended_at is null) as open, count(*) as kept from user_import where directory_id = ?
            """;

    /** Whoever adds rows to one, or takes it over, has done so or will find that it is too late. In order, as any others. */
    private static final String EXPIRED = "select id from user_import where kept_until < ? order by id for update";

    /** Rows go first, some at a time; a file that has none left goes with them. */
    private static final String FORGET_ROWS = """
            delete from user_import_row r using (
                select w.directory_id, w.import_id, w.line from user_import i
                join user_import_row w on w.directory_id = i.directory_id and w.import_id = i.id
                where i.kept_until < ? limit ?) old
            where r.directory_id = old.directory_id and r.import_id = old.import_id and r.line = old.line
            """;

    private static final String FORGET = """
            delete from user_import i where i.kept_until < ? and not exists (
                select 1 from user_import_row r where r.directory_id = i.directory_id and r.import_id = i.id)
            """;

    private final Sql sql;

    JpaUserImports(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void save(Import taken) {
        var submitter = taken.submitter();
        var tally = taken.tally();
        sql.update(
                SAVE,
                taken.directory().value(),
                taken.id().value(),
                submitter.profile().value(),
                submitter.application().map(ApplicationId::value).orElse(null),
                submitter.grant().map(GrantId::value).orElse(null),
                taken.matchBy().name(),
                taken.dryRun(),
                taken.begunAt(),
                taken.command().map(CommandId::value).orElse(null),
                taken.stage().name(),
                taken.reason().map(Reason::key).orElse(null),
                taken.rows(),
                taken.reached(),
                tally.created(),
                tally.updated(),
                tally.unchanged(),
                tally.refused(),
                taken.advancedAt(),
                taken.endedAt().orElse(null),
                taken.keptUntil().orElse(null));
    }

    @Override
    public Optional<Import> find(ImportId id) {
        return sql.first(BY_ID, JpaUserImports::read, id.value());
    }

    @Override
    public Optional<Import> find(CommandId command) {
        return sql.first(BY_COMMAND, JpaUserImports::read, command.value());
    }

    @Override
    public Optional<Import> take(CommandId command) {
        return sql.first(BY_COMMAND + " for update", JpaUserImports::read, command.value());
    }

    @Override
    public Optional<Import> take(ImportId id) {
        return sql.first(BY_ID + " for update", JpaUserImports::read, id.value());
    }

    @Override
    public Counts count(DirectoryId directory) {
        var _ = sql.first(LOCK, row -> Sql.uuid(row, "id"), directory.value());
        return sql.first(COUNT, row -> new Counts(row.getLong("open"), row.getLong("kept")), directory.value())
                .orElseThrow();
    }

    @Override
    public void forgetExpired(Instant before, int rows) {
        var _ = sql.list(EXPIRED, row -> Sql.uuid(row, "id"), before);
        sql.update(FORGET_ROWS, before, rows);
        sql.update(FORGET, before);
    }

    private static Import read(ResultSet row) throws SQLException {
        return new Import(
                new ImportId(Sql.uuid(row, "id")),
                new DirectoryId(Sql.uuid(row, "directory_id")),
                new Submitter(
                        new ProfileId(Sql.uuid(row, "profile_id")),
                        Optional.ofNullable(row.getObject("application_id", UUID.class))
                                .map(ApplicationId::new),
                        Optional.ofNullable(row.getObject("grant_id", UUID.class))
                                .map(GrantId::new)),
                MatchBy.valueOf(row.getString("match_by")),
                row.getBoolean("dry_run"),
                Optional.ofNullable(row.getObject("command_id", UUID.class)).map(CommandId::new),
                Stage.valueOf(row.getString("stage")),
                reason(row),
                row.getLong("row_count"),
                row.getLong("reached"),
                new Tally(
                        row.getLong("created"),
                        row.getLong("updated"),
                        row.getLong("unchanged"),
                        row.getLong("refused")),
                requireNonNull(Sql.instant(row, "begun_at")),
                requireNonNull(Sql.instant(row, "advanced_at")),
                Optional.ofNullable(Sql.instant(row, "ended_at")),
                Optional.ofNullable(Sql.instant(row, "kept_until")));
    }

    /** The reason that is kept in a row by its key. */
    static Optional<Reason> reason(ResultSet row) throws SQLException {
        var key = row.getString("reason");
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.key().equals(key))
                .findFirst();
    }
}
