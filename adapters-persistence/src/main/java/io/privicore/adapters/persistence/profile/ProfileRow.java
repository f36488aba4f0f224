package io.privicore.adapters.persistence.profile;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Json;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.PasswordHash;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.ProfileState;
import io.privicore.domain.profile.PublicKey;
import io.privicore.domain.profile.Username;
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
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A profile as it is kept. */
@Entity
@Table(name = "profile")
class ProfileRow {

    @Id
    UUID id;

    String username;

    @Column(name = "username_key")
    String usernameKey;

    String password;

    @Column(name = "former_passwords")
    String[] formerPasswords;

    @Column(name = "password_changed_at")
    Instant passwordChangedAt;

    @Column(name = "public_key")
    @Nullable
    String publicKey;

    @Enumerated(EnumType.STRING)
    ProfileState state;

    @Column(name = "managed_by")
    @Nullable
    UUID managedBy;

    @ColumnTransformer(write = "cast(? as jsonb)")
    String meta;

    @Column(name = "created_at")
    Instant createdAt;

    @Version
    long revision;

    @SuppressWarnings("NullAway.Init")
    ProfileRow() {}

    static ProfileRow from(Profile profile) {
        var row = new ProfileRow();
        row.id = profile.id().value();
        row.username = profile.username().value();
        row.usernameKey = profile.username().key();
        row.password = profile.password().phc();
        row.formerPasswords =
                profile.formerPasswords().stream().map(PasswordHash::phc).toArray(String[]::new);
        row.passwordChangedAt = profile.passwordChangedAt();
        row.publicKey = profile.publicKey().map(PublicKey::hex).orElse(null);
        row.state = profile.state();
        row.managedBy = profile.managedBy().map(DirectoryId::value).orElse(null);
        row.meta = Json.write(profile.meta());
        row.createdAt = profile.createdAt();
        row.revision = profile.revision() == 0 ? 1 : profile.revision();
        return row;
    }

    static ProfileRow read(ResultSet found) throws SQLException {
        var row = new ProfileRow();
        row.id = Sql.uuid(found, "id");
        row.username = found.getString("username");
        row.usernameKey = found.getString("username_key");
        row.password = found.getString("password");
        row.formerPasswords = (String[]) found.getArray("former_passwords").getArray();
        row.passwordChangedAt = requireNonNull(Sql.instant(found, "password_changed_at"));
        row.publicKey = found.getString("public_key");
        row.state = ProfileState.valueOf(found.getString("state"));
        row.managedBy = found.getObject("managed_by", UUID.class);
        row.meta = found.getString("meta");
        row.createdAt = requireNonNull(Sql.instant(found, "created_at"));
        row.revision = found.getLong("revision");
        return row;
    }

    Profile toDomain() {
        return new Profile(
                new ProfileId(id),
                new Username(username),
                new PasswordHash(password),
                Arrays.stream(formerPasswords).map(PasswordHash::new).toList(),
                passwordChangedAt,
                Optional.ofNullable(publicKey).map(PublicKey::new),
                state,
                Optional.ofNullable(managedBy).map(DirectoryId::new),
                Json.metadata(meta),
                createdAt,
                revision);
    }
}
