package io.privicore.adapters.persistence.token;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Json;
import io.privicore.application.port.Placements.PlacementState;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.Attributes;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.DataToken;
import io.privicore.domain.token.FileMeta;
import io.privicore.domain.token.Pending;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.SealedToken;
import io.privicore.domain.token.TokenId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A data token in any of its states as it is kept. What its data lies under are rows of their own. */
@Entity
@Table(name = "data_token")
class DataTokenRow {

    enum State {
        RESERVED,
        PERMANENT,
        DELETED,
        EXPIRED
    }

    @Column(name = "profile_id", updatable = false)
    UUID profileId;

    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    State state;

    String context;

    @Column(name = "temporary_hash", updatable = false)
    byte[] temporaryHash;

    @Column(name = "temporary_sealed", updatable = false)
    byte[] temporarySealed;

    @Column(name = "permanent_hash")
    byte @Nullable [] permanentHash;

    @Column(name = "permanent_sealed")
    byte @Nullable [] permanentSealed;

    @Column(name = "file_name")
    @Nullable
    String fileName;

    @Column(name = "file_extension")
    @Nullable
    String fileExtension;

    @Column(name = "file_context")
    @Nullable
    String fileContext;

    @Column(name = "file_size")
    @Nullable
    Long fileSize;

    @Column(name = "file_path")
    @Nullable
    String filePath;

    @ColumnTransformer(write = "cast(? as jsonb)")
    String risk;

    @ColumnTransformer(write = "cast(? as jsonb)")
    String data;

    /** The command that made the reservation; set once. */
    @Column(name = "reserved_by", updatable = false)
    @Nullable
    UUID reservedBy;

    @Column(name = "pending_command")
    @Nullable
    UUID pendingCommand;

    @Column(name = "pending_attributes")
    @ColumnTransformer(write = "cast(? as jsonb)")
    @Nullable
    String pendingAttributes;

    /** Of a deleted token: the version that was present last. */
    @Nullable
    Long version;

    @Nullable
    UUID receipt;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "expires_at")
    @Nullable
    Instant expiresAt;

    /** When it was changed, deleted or expired. */
    @Column(name = "updated_at")
    @Nullable
    Instant updatedAt;

    @Version
    long revision;

    @SuppressWarnings("NullAway.Init")
    DataTokenRow() {}

    static DataTokenRow from(DataToken token) {
        var row = new DataTokenRow();
        row.profileId = token.owner().value();
        row.id = token.id().value();
        row.context = token.context().value();
        row.createdAt = token.createdAt();
        row.revision = token.revision() == 0 ? 1 : token.revision();
        switch (token) {
            case DataToken.Reserved reserved -> {
                row.state = State.RESERVED;
                row.tokens(reserved.temporary(), null);
                row.attributes(reserved.attributes());
                row.pending(reserved.pending());
                row.expiresAt = reserved.expiresAt();
            }
            case DataToken.Permanent permanent -> {
                row.state = State.PERMANENT;
                row.tokens(permanent.temporary(), permanent.token());
                row.attributes(permanent.attributes());
                row.pending(permanent.pending());
                row.updatedAt = permanent.updatedAt();
            }
            case DataToken.Deleted deleted -> {
                row.state = State.DELETED;
                row.tokens(deleted.temporary(), deleted.token());
                row.attributes(deleted.attributes());
                row.version = deleted.version();
                row.receipt = deleted.receipt();
                row.updatedAt = deleted.keyDestroyedAt();
            }
            case DataToken.Expired expired -> {
                row.state = State.EXPIRED;
                row.tokens(expired.temporary(), null);
                row.attributes(Attributes.NONE);
                row.updatedAt = expired.expiredAt();
            }
        }
        return row;
    }

    /** @param placements what the token's data lies under, staged ones left out */
    DataToken toDomain(Collection<PlacementRow> placements) {
        var tokenId = new TokenId(id);
        var owner = new ProfileId(profileId);
        var about = new DataContext(context);
        var temporary = new SealedToken(new TokenHash(temporaryHash), Bytes.wrap(temporarySealed));
        return switch (state) {
            case RESERVED ->
                new DataToken.Reserved(
                        tokenId,
                        owner,
                        about,
                        temporary,
                        attributes(),
                        createdAt,
                        requireNonNull(expiresAt),
                        pending(placements),
                        revision);
            case PERMANENT ->
                new DataToken.Permanent(
                        tokenId,
                        owner,
                        about,
                        temporary,
                        permanent(),
                        attributes(),
                        placement(placements, PlacementState.PRESENT).orElseThrow(),
                        pending(placements),
                        createdAt,
                        requireNonNull(updatedAt),
                        revision);
            case DELETED ->
                new DataToken.Deleted(
                        tokenId,
                        owner,
                        about,
                        temporary,
                        permanent(),
                        attributes(),
                        requireNonNull(version),
                        requireNonNull(receipt),
                        createdAt,
                        requireNonNull(updatedAt),
                        revision);
            case EXPIRED ->
                new DataToken.Expired(tokenId, owner, about, temporary, createdAt, requireNonNull(updatedAt), revision);
        };
    }

    private void tokens(SealedToken temporary, @Nullable SealedToken permanent) {
        temporaryHash = temporary.hash().bytes();
        temporarySealed = temporary.sealed().view();
        if (permanent != null) {
            permanentHash = permanent.hash().bytes();
            permanentSealed = permanent.sealed().view();
        }
    }

    private void attributes(Attributes attributes) {
        attributes.file().ifPresent(file -> {
            fileName = file.fileName().value();
            fileExtension = file.extension();
            fileContext = file.context();
            fileSize = file.size();
            filePath = file.path();
        });
        risk = Json.write(attributes.risk());
        data = Json.write(attributes.data());
    }

    private void pending(Optional<Pending> pending) {
        pending.ifPresent(next -> {
            pendingCommand = next.command();
            pendingAttributes = AttributesJson.write(next.attributes());
        });
    }

    private SealedToken permanent() {
        return new SealedToken(
                new TokenHash(requireNonNull(permanentHash)), Bytes.wrap(requireNonNull(permanentSealed)));
    }

    private Attributes attributes() {
        return new Attributes(
                file(fileName, fileExtension, fileContext, fileSize, filePath),
                Json.metadata(risk),
                Json.metadata(data));
    }

    static Optional<FileMeta> file(
            @Nullable String name,
            @Nullable String extension,
            @Nullable String context,
            @Nullable Long size,
            @Nullable String path) {
        return name == null || extension == null || context == null || size == null || path == null
                ? Optional.empty()
                : Optional.of(new FileMeta(new Name(name), extension, context, size, path));
    }

    private Optional<Pending> pending(Collection<PlacementRow> placements) {
        if (pendingCommand == null || pendingAttributes == null) {
            return Optional.empty();
        }
        var placed = placement(placements, PlacementState.PENDING).orElseThrow();
        return Optional.of(new Pending(placed, pendingCommand, AttributesJson.read(pendingAttributes)));
    }

    private static Optional<Placement> placement(Collection<PlacementRow> placements, PlacementState state) {
        return placements.stream()
                .filter(row -> row.state == state)
                .map(PlacementRow::toDomain)
                .findFirst();
    }
}
