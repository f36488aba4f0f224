package io.privicore.adapters.persistence.device;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Json;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceCredentials;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.PublicKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A device as it is kept. */
@Entity
@Table(name = "device")
class DeviceRow {

    @Column(name = "profile_id", updatable = false)
    UUID profileId;

    @Id
    UUID id;

    String name;

    @Enumerated(EnumType.STRING)
    DeviceState state;

    boolean storage;

    boolean authenticator;

    @Column(name = "sealing_key")
    @Nullable
    String sealingKey;

    @Column(name = "signing_key")
    byte @Nullable [] signingKey;

    @Column(name = "client_id")
    @Nullable
    String clientId;

    @Column(name = "client_secret")
    byte @Nullable [] clientSecret;

    @Column(name = "retrieved_at")
    @Nullable
    Instant retrievedAt;

    @ColumnTransformer(write = "cast(? as jsonb)")
    String meta;

    @Column(name = "created_at")
    Instant createdAt;

    @Version
    long revision;

    @SuppressWarnings("NullAway.Init")
    DeviceRow() {}

    static DeviceRow from(Device device) {
        var row = new DeviceRow();
        row.profileId = device.owner().value();
        row.id = device.id().value();
        row.name = device.name().value();
        row.state = device.state();
        row.storage = device.roles().contains(DeviceRole.STORAGE);
        row.authenticator = device.roles().contains(DeviceRole.AUTHENTICATOR);
        device.keys().ifPresent(keys -> {
            row.sealingKey = keys.sealing().hex();
            row.signingKey = keys.signing().toArray();
        });
        device.credentials().ifPresent(credentials -> {
            row.clientId = credentials.clientId();
            row.clientSecret = credentials.clientSecret().toArray();
            row.retrievedAt = credentials.retrievedAt();
        });
        row.meta = Json.write(device.meta());
        row.createdAt = device.createdAt();
        row.revision = device.revision() == 0 ? 1 : device.revision();
        return row;
    }

    static DeviceRow read(ResultSet found) throws SQLException {
        var row = new DeviceRow();
        row.profileId = Sql.uuid(found, "profile_id");
        row.id = Sql.uuid(found, "id");
        row.name = found.getString("name");
        row.state = DeviceState.valueOf(found.getString("state"));
        row.storage = found.getBoolean("storage");
        row.authenticator = found.getBoolean("authenticator");
        row.sealingKey = found.getString("sealing_key");
        row.signingKey = found.getBytes("signing_key");
        row.clientId = found.getString("client_id");
        row.clientSecret = found.getBytes("client_secret");
        row.retrievedAt = Sql.instant(found, "retrieved_at");
        row.meta = found.getString("meta");
        row.createdAt = requireNonNull(Sql.instant(found, "created_at"));
        row.revision = found.getLong("revision");
        return row;
    }

    Device toDomain() {
        return new Device(
                new DeviceId(id),
                new ProfileId(profileId),
                new Name(name),
                state,
                roles(storage, authenticator),
                keys(),
                credentials(),
                Json.metadata(meta),
                createdAt,
                revision);
    }

    static Set<DeviceRole> roles(boolean storage, boolean authenticator) {
        var roles = EnumSet.noneOf(DeviceRole.class);
        if (storage) {
            roles.add(DeviceRole.STORAGE);
        }
        if (authenticator) {
            roles.add(DeviceRole.AUTHENTICATOR);
        }
        return roles;
    }

    private Optional<DeviceKeys> keys() {
        return sealingKey == null || signingKey == null
                ? Optional.empty()
                : Optional.of(new DeviceKeys(new PublicKey(sealingKey), Bytes.wrap(signingKey)));
    }

    private Optional<DeviceCredentials> credentials() {
        return clientId == null || clientSecret == null || retrievedAt == null
                ? Optional.empty()
                : Optional.of(new DeviceCredentials(clientId, Bytes.wrap(clientSecret), retrievedAt));
    }
}
