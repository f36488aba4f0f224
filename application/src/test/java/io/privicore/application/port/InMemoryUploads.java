package io.privicore.application.port;

import io.privicore.application.port.InMemoryDataTokens.Placed;
import io.privicore.application.port.Placements.PlacementState;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.token.WrappedKey;
import java.time.Instant;
import java.util.Optional;

/** Uploads in memory: staged placements with digests that no device could report. */
public final class InMemoryUploads implements Uploads {

    private static final Bytes NO_DIGEST = Bytes.wrap(new byte[32]);

    private final InMemoryDatabase database;

    public InMemoryUploads(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void begin(ProfileId owner, TokenId token, StorageRef ref, long version, Instant at) {
        var none = new Placement(ref, version, new WrappedKey(0, Bytes.wrap(new byte[0])), NO_DIGEST, 0, 0, at);
        if (!database.placements.add(ref, new Placed(owner, token, none, PlacementState.STAGED))) {
            throw new IllegalStateException("Expected a fresh ref, but %s is there".formatted(ref));
        }
    }

    @Override
    public boolean goOn(StorageRef ref, Instant at) {
        return open(ref)
                .map(placed -> {
                    var now = placed.placement();
                    put(
                            placed,
                            new Placement(
                                    ref, now.version(), now.key(), now.digests(), now.size(), now.chunkSize(), at));
                    return true;
                })
                .orElse(false);
    }

    @Override
    public boolean end(Placement placement) {
        return open(placement.ref())
                .map(placed -> {
                    put(placed, placement);
                    return true;
                })
                .orElse(false);
    }

    @Override
    public void keep(StorageRef ref, Instant until) {
        staged(ref).ifPresent(_ -> database.keptUploads.put(ref, until));
    }

    @Override
    public Optional<Placement> staged(StorageRef ref) {
        return database.placements
                .find(ref)
                .filter(placed -> placed.state() == PlacementState.STAGED
                        && !placed.placement().digests().equals(NO_DIGEST))
                .map(Placed::placement);
    }

    @Override
    public boolean abandon(StorageRef ref) {
        return database.locked(() -> {
            var staged = database.placements.find(ref).filter(placed -> placed.state() == PlacementState.STAGED);
            staged.ifPresent(_ -> {
                database.placements.remove(ref);
                database.replicas.removeIf((replica, _) -> replica.ref().equals(ref));
            });
            return staged.isPresent();
        });
    }

    private Optional<Placed> open(StorageRef ref) {
        return database.placements
                .find(ref)
                .filter(placed -> placed.state() == PlacementState.STAGED
                        && placed.placement().digests().equals(NO_DIGEST));
    }

    private void put(Placed placed, Placement placement) {
        database.placements.put(
                placement.ref(), new Placed(placed.owner(), placed.token(), placement, PlacementState.STAGED));
    }
}
