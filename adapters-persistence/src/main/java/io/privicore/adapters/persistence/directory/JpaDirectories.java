package io.privicore.adapters.persistence.directory;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Json;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Directories;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.directory.Directory;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Directories in PostgreSQL. */
@ApplicationScoped
public class JpaDirectories implements Directories {

    private static final String MANDATING = """
            select d.* from member m join directory d on d.id = m.directory_id
            where m.profile_id = ? and m.state = 'ACTIVE' and d.mandating
            order by d.created_at, d.id
            """;

    private static final String INSERT = """
            insert into directory (id, owner_id, name, short_name, meta, mandating, created_at, revision)
            values (?, ?, ?, ?, ?::jsonb, ?, ?, 1) on conflict do nothing
            """;

    /** Nothing but its meta changes in a directory. */
    private static final String UPDATE = """
            update directory set meta = ?::jsonb, mandating = ?, revision = revision + 1 where id = ? and revision = ?
            """;

    private final JpaUnitOfWork unit;
    private final Sql sql;

    JpaDirectories(JpaUnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public Directory get(DirectoryId id) {
        return sql.first("select * from directory where id = ?", JpaDirectories::directory, id.value())
                .orElseThrow(() -> new Refusal(
                        Reason.DIRECTORY_NOT_FOUND, "Expected directory %s, but there is none".formatted(id)));
    }

    @Override
    public List<Directory> mandating(ProfileId member) {
        return sql.list(MANDATING, JpaDirectories::directory, member.value());
    }

    @Override
    public int ownedBy(ProfileId owner) {
        return sql.first(
                        "select count(*) as owned from directory where owner_id = ?",
                        row -> row.getInt("owned"),
                        owner.value())
                .orElse(0);
    }

    @Override
    public void save(Change<Directory> change) {
        unit.append(change.events());
        var directory = change.after();
        int saved = directory.revision() == 0 ? insert(directory) : update(directory);
        if (saved == 0) {
            requireFreeShortName(directory);
            throw new Stale("Expected directory %s at revision %d, but it is at another"
                    .formatted(directory.id(), directory.revision()));
        }
    }

    private int insert(Directory directory) {
        return sql.update(
                INSERT,
                directory.id().value(),
                directory.owner().value(),
                directory.name().value(),
                directory.shortName().value(),
                Json.write(directory.meta()),
                mandates(directory),
                directory.createdAt());
    }

    private int update(Directory directory) {
        return sql.update(
                UPDATE,
                Json.write(directory.meta()),
                mandates(directory),
                directory.id().value(),
                directory.revision());
    }

    private static boolean mandates(Directory directory) {
        return !directory.settings().mandate().isNone();
    }

    private void requireFreeShortName(Directory directory) {
        var namesake = sql.first(
                "select id from directory where short_name = ? and id <> ?",
                row -> Sql.uuid(row, "id"),
                directory.shortName().value(),
                directory.id().value());
        if (namesake.isPresent()) {
            throw new Refusal(
                    Reason.DIRECTORY_SHORT_NAME_TAKEN,
                    "Expected a short name that is free, but \"%s\" is taken"
                            .formatted(directory.shortName().value()));
        }
    }

    private static Directory directory(ResultSet row) throws SQLException {
        return new Directory(
                new DirectoryId(Sql.uuid(row, "id")),
                new ProfileId(Sql.uuid(row, "owner_id")),
                new Name(row.getString("name")),
                new ShortName(row.getString("short_name")),
                Json.metadata(row.getString("meta")),
                requireNonNull(Sql.instant(row, "created_at")),
                row.getLong("revision"));
    }
}
