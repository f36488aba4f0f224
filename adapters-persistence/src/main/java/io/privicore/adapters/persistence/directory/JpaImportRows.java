package io.privicore.adapters.persistence.directory;

import io.privicore.adapters.persistence.tx.Json;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.UserFiles.Row;
import io.privicore.application.port.ImportRows;
import io.privicore.domain.directory.ImportId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of imports in PostgreSQL, many in a statement. */
@ApplicationScoped
public class JpaImportRows implements ImportRows {

    /** The import is locked, so that it is not forgotten meanwhile without these. */
    private static final String ADD = """
            with taking as (
                select directory_id, id from user_import
                where directory_id = ? and id = ? and stage = 'TAKING' and kept_until > ? for key share)
            insert into user_import_row (directory_id, import_id, line, username_key, external_id, cells)
            select t.directory_id, t.id, w.line, w.username_key, w.external_id, w.cells::jsonb
            from taking t cross join unnest(?, ?, ?, ?) as w (line, username_key, external_id, cells)
            """;

    /**
     * Earlier rows are found by the import alone: with the directory beside it, a planner whose statistics are from before the
     * import goes through all rows by the primary key, for every row.
     */
    private static final String PENDING = """
            select r.line, r.cells,
                exists (select 1 from user_import_row e where e.import_id = r.import_id
                    and e.username_key = r.username_key and e.line < r.line)
                or exists (select 1 from user_import_row e where e.import_id = r.import_id
                    and e.external_id = r.external_id and e.line < r.line) as repeated
            from user_import_row r
            where r.directory_id = ? and r.import_id = ? and r.line > ? and r.action is null order by r.line limit ?
            """;

    private static final String REPORT = """
            update user_import_row r
            set cells = null, action = w.action, profile_id = w.profile_id, reason = w.reason, field = w.field
            from unnest(?, ?, ?, ?, ?) as w (line, action, profile_id, reason, field)
            where r.directory_id = ? and r.import_id = ? and r.line = w.line
            """;

    private static final String FORGET_PENDING =
            "delete from user_import_row where directory_id = ? and import_id = ? and action is null";

    private static final String REPORTED = """
            select * from user_import_row
            where directory_id = ? and import_id = ? and line > ? and action is not null order by line limit ?
            """;

    private final Sql sql;

    JpaImportRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(DirectoryId directory, ImportId file, List<Named> rows, Instant now) {
        if (rows.isEmpty()) {
            return;
        }
        int added = sql.update(
                ADD,
                directory.value(),
                file.value(),
                now,
                rows.stream().map(named -> named.row().line()).toArray(Long[]::new),
                texts(rows, named -> named.username().orElse(null)),
                texts(rows, named -> named.externalId().orElse(null)),
                texts(rows, named -> Json.write(Map.copyOf(named.row().cells()))));
        if (added < rows.size()) {
            throw new Refusal(
                    Reason.IMPORT_NOT_FOUND,
                    "Expected file %s to be coming in still, but it took too long or is not there".formatted(file));
        }
    }

    @Override
    public List<Pending> pending(DirectoryId directory, ImportId file, long after, int limit) {
        return sql.list(
                PENDING,
                row -> new Pending(
                        new Row(row.getLong("line"), cells(row.getString("cells"))), row.getBoolean("repeated")),
                directory.value(),
                file.value(),
                after,
                limit);
    }

    @Override
    public void report(DirectoryId directory, ImportId file, List<Result> results) {
        if (results.isEmpty()) {
            return;
        }
        sql.update(
                REPORT,
                results.stream().map(Result::line).toArray(Long[]::new),
                texts(results, result -> result.action().name()),
                results.stream()
                        .<@Nullable UUID>map(
                                result -> result.profile().map(ProfileId::value).orElse(null))
                        .toArray(UUID[]::new),
                texts(results, result -> result.reason().map(Reason::key).orElse(null)),
                texts(results, result -> result.field().orElse(null)),
                directory.value(),
                file.value());
    }

    @Override
    public void forgetPending(DirectoryId directory, ImportId file) {
        sql.update(FORGET_PENDING, directory.value(), file.value());
    }

    @Override
    public List<Result> reported(DirectoryId directory, ImportId file, long after, int limit) {
        return sql.list(REPORTED, JpaImportRows::result, directory.value(), file.value(), after, limit);
    }

    private static Result result(ResultSet row) throws SQLException {
        return new Result(
                row.getLong("line"),
                Action.valueOf(row.getString("action")),
                Optional.ofNullable(row.getObject("profile_id", UUID.class)).map(ProfileId::new),
                JpaUserImports.reason(row),
                Optional.ofNullable(row.getString("field")));
    }

    private static Map<String, String> cells(@Nullable String json) {
        return json == null
                ? Map.of()
                : Json.read(json).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, cell -> cell.getValue().toString()));
    }

    private static <T> String[] texts(List<T> rows, Function<T, @Nullable String> text) {
        return rows.stream().<@Nullable String>map(text).toArray(String[]::new);
    }
}
