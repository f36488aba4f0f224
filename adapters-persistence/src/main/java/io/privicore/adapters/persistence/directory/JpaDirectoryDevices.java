package io.privicore.adapters.persistence.directory;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.DirectoryDevices;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Devices of directories in PostgreSQL: which one made a device stands with the device. */
@ApplicationScoped
public class JpaDirectoryDevices implements DirectoryDevices {

    private static final String CREATED_FOR = """
            select id from device where created_by = ? and profile_id = ? and state <> 'REMOVED' order by created_at, id
            """;

    private static final String SHARE = """
            insert into shared_storage (directory_id, profile_id, device_id) values (?, ?, ?) on conflict do nothing
            """;

    private static final String UNSHARE = """
            delete from shared_storage where directory_id = ? and profile_id = ? and device_id = ?
            """;

    private static final String SHARED_WITH = """
            select d.id from shared_storage s join device d on d.id = s.device_id and d.state <> 'REMOVED'
            where s.directory_id = ? and s.profile_id = ?
            order by d.created_at, d.id
            """;

    private static final String LENT_BY = """
            select s.directory_id, s.profile_id, s.device_id
            from device d join shared_storage s on s.device_id = d.id
            where d.profile_id = ? and d.state <> 'REMOVED'
            order by s.device_id, s.profile_id, s.directory_id
            """;

    private static final String STORES =
            "select true from shared_storage where profile_id = ? and device_id = ? limit 1";

    private final JpaUnitOfWork unit;
    private final Sql sql;

    JpaDirectoryDevices(JpaUnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public void created(DirectoryId directory, ProfileId profile, DeviceId device, Event event) {
        unit.append(List.of(event));
        sql.update(
                "update device set created_by = ? where profile_id = ? and id = ?",
                directory.value(),
                profile.value(),
                device.value());
    }

    @Override
    public List<DeviceId> createdFor(DirectoryId directory, ProfileId profile) {
        return ids(CREATED_FOR, directory, profile);
    }

    @Override
    public boolean share(DirectoryId directory, ProfileId profile, DeviceId device, Event event) {
        return changed(SHARE, directory, profile, device, event);
    }

    @Override
    public boolean unshare(DirectoryId directory, ProfileId profile, DeviceId device, Event event) {
        return changed(UNSHARE, directory, profile, device, event);
    }

    @Override
    public List<DeviceId> sharedWith(DirectoryId directory, ProfileId profile) {
        return ids(SHARED_WITH, directory, profile);
    }

    @Override
    public List<Shared> lentBy(ProfileId owner) {
        return sql.list(
                LENT_BY,
                row -> new Shared(
                        new DirectoryId(Sql.uuid(row, "directory_id")),
                        new ProfileId(Sql.uuid(row, "profile_id")),
                        new DeviceId(Sql.uuid(row, "device_id"))),
                owner.value());
    }

    @Override
    public boolean stores(ProfileId profile, DeviceId device) {
        return sql.first(STORES, _ -> true, profile.value(), device.value()).isPresent();
    }

    private boolean changed(String statement, DirectoryId directory, ProfileId profile, DeviceId device, Event event) {
        boolean changed = sql.update(statement, directory.value(), profile.value(), device.value()) > 0;
        if (changed) {
            unit.append(List.of(event));
        }
        return changed;
    }

    private List<DeviceId> ids(String statement, DirectoryId directory, ProfileId profile) {
        return sql.list(statement, row -> new DeviceId(Sql.uuid(row, "id")), directory.value(), profile.value());
    }
}
