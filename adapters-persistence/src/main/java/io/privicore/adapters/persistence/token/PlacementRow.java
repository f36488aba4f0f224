package io.privicore.adapters.persistence.token;

import io.privicore.application.port.Placements.PlacementState;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.token.WrappedKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A placement as it is kept, and the only place of its key. */
@Entity
@Table(name = "placement")
class PlacementRow {

    @Column(name = "profile_id")
    UUID profileId;

    @Id
    UUID ref;

    @Column(name = "token_id")
    UUID tokenId;

    @Enumerated(EnumType.STRING)
    PlacementState state;

    long version;

    @Column(name = "key_version")
    int keyVersion;

    @Column(name = "wrapped_key")
    byte[] wrappedKey;

    byte[] digests;

    long size;

    @Column(name = "chunk_size")
    int chunkSize;

    @Column(name = "sealed_at")
    Instant sealedAt;

    @SuppressWarnings("NullAway.Init")
    PlacementRow() {}

    static PlacementRow from(ProfileId owner, TokenId token, Placement placement, PlacementState state) {
        var row = new PlacementRow();
        row.profileId = owner.value();
        row.ref = placement.ref().value();
        row.tokenId = token.value();
        row.state = state;
        row.version = placement.version();
        row.keyVersion = placement.key().keyVersion();
        row.wrappedKey = placement.key().wrapped().view();
        row.digests = placement.digests().view();
        row.size = placement.size();
        row.chunkSize = placement.chunkSize();
        row.sealedAt = placement.sealedAt();
        return row;
    }

    Placement toDomain() {
        return new Placement(
                new StorageRef(ref),
                version,
                new WrappedKey(keyVersion, Bytes.wrap(wrappedKey)),
                Bytes.wrap(digests),
                size,
                chunkSize,
                sealedAt);
    }
}
