package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.DataToken;
import io.privicore.domain.token.Pending;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Data tokens in memory. */
public final class InMemoryDataTokens implements DataTokens, Placements {

    private final InMemoryDatabase database;

    public InMemoryDataTokens(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<DataToken> find(ProfileId owner, TokenHash token) {
        return database.tokens.all().stream()
                .filter(kept -> kept.owner().equals(owner) && hashes(kept).contains(token))
                .findFirst();
    }

    @Override
    public Optional<DataToken> find(TokenId id) {
        return database.tokens.find(id);
    }

    @Override
    public Optional<DataToken> reservedBy(ProfileId owner, UUID command) {
        return database.reservations
                .find(command)
                .flatMap(database.tokens::find)
                .filter(token -> token.owner().equals(owner));
    }

    @Override
    public void stage(ProfileId owner, TokenId token, Placement placement) {
        var fresh =
                database.placements.add(placement.ref(), new Placed(owner, token, placement, PlacementState.STAGED));
        if (!fresh) {
            throw new IllegalStateException("Expected a fresh ref, but %s is there".formatted(placement.ref()));
        }
    }

    @Override
    public Set<DeviceId> lock(StorageRef ref, Set<DeviceId> devices, Instant at) {
        return database.locked(() -> {
            if (database.placements.find(ref).isEmpty()) {
                return Set.of();
            }
            var placed = database.placements.find(ref).orElseThrow();
            devices.stream()
                    .filter(device -> InMemoryStocks.isToHold(database, device, placed))
                    .forEach(device -> database.replicas.add(new Replica(ref, device), at));
            return holders(ref);
        });
    }

    @Override
    public List<Held> abandoned(Instant before, int limit) {
        return database.locked(() -> database.placements.all().stream()
                .filter(placed -> placed.state() == PlacementState.STAGED)
                .filter(placed -> database.keptUntil
                        .find(placed.placement().ref())
                        .orElse(placed.placement().sealedAt())
                        .isBefore(before))
                .filter(placed ->
                        database.keptUntil.find(placed.placement().ref()).isEmpty()
                                || !(database.tokens.find(placed.token()).orElse(null) instanceof DataToken.Reserved))
                .sorted(Comparator.comparing(placed -> placed.placement().sealedAt()))
                .limit(limit)
                .map(this::held)
                .toList());
    }

    @Override
    public void discard(StorageRef ref) {
        database.locked(() -> {
            database.placements
                    .find(ref)
                    .filter(placed -> placed.state() == PlacementState.STAGED)
                    .ifPresent(_ -> destroy(ref));
            return ref;
        });
    }

    @Override
    public void save(Change<? extends DataToken> change) {
        database.appendAll(change.events());
        var token = change.after();
        var stored = database.tokens.find(token.id());
        InMemoryDatabase.requireFresh(token.revision(), stored.map(DataToken::revision), token.id());
        present(token).ifPresent(placement -> hold(token, placement, PlacementState.PRESENT));
        pending(token).ifPresent(next -> hold(token, next.placement(), PlacementState.PENDING));
        var kept = refs(token);
        database.tokens.put(token.id(), saved(token));
        stored.map(InMemoryDataTokens::refs).stream()
                .flatMap(Set::stream)
                .filter(ref -> !kept.contains(ref))
                .forEach(this::destroy);
    }

    @Override
    public void save(Change<DataToken.Reserved> change, UUID command) {
        save(change);
        database.reservations.put(command, change.after().id());
    }

    @Override
    public List<StorageRef> matching(Map<StorageRef, Bytes> digests) {
        return digests.entrySet().stream()
                .filter(claim -> database.placements
                        .find(claim.getKey())
                        .filter(placed -> placed.placement().digests().equals(claim.getValue()))
                        .isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public List<Held> held(DeviceId device, List<StorageRef> refs, Instant at) {
        return database.locked(() -> {
            var known = refs.stream()
                    .distinct()
                    .sorted(Comparator.comparing(StorageRef::value))
                    .flatMap(ref -> database.placements.find(ref).stream())
                    .filter(placed -> InMemoryStocks.isToHold(database, device, placed))
                    .toList();
            known.forEach(placed ->
                    database.replicas.add(new Replica(placed.placement().ref(), device), at));
            return known.stream().map(this::held).toList();
        });
    }

    @Override
    public boolean lost(DeviceId device, StorageRef ref) {
        return database.replicas.remove(new Replica(ref, device)).isPresent();
    }

    @Override
    public Set<DeviceId> holders(StorageRef ref) {
        var devices = new LinkedHashSet<DeviceId>();
        for (var replica : database.replicas.entries()) {
            if (replica.getKey().ref().equals(ref)) {
                devices.add(replica.getKey().device());
            }
        }
        return devices;
    }

    @Override
    public boolean onlyOn(ProfileId owner, Set<DeviceId> devices) {
        return dependentOn(devices).contains(owner);
    }

    @Override
    public Set<ProfileId> dependentOn(Set<DeviceId> devices) {
        return database.locked(() -> database.tokens.all().stream()
                .filter(token -> present(token)
                        .filter(placed -> holders(placed.ref()).stream().anyMatch(devices::contains)
                                && devices.containsAll(storing(placed.ref())))
                        .isPresent())
                .map(DataToken::owner)
                .collect(Collectors.toSet()));
    }

    /** The devices that hold the ref and still have the storage role. */
    Set<DeviceId> storing(StorageRef ref) {
        var devices = new LinkedHashSet<>(holders(ref));
        devices.removeIf(id -> database.devices
                .find(id)
                .filter(InMemoryDevices::isActiveStorage)
                .isEmpty());
        return devices;
    }

    /** The refs of all that tokens stand for, for tests to ask. */
    public Set<StorageRef> presentRefs() {
        var refs = new LinkedHashSet<StorageRef>();
        presentPlacements().forEach(placement -> refs.add(placement.ref()));
        return refs;
    }

    public List<Placement> presentPlacements() {
        return database.tokens.all().stream()
                .flatMap(token -> present(token).stream())
                .toList();
    }

    static Optional<Placement> present(DataToken token) {
        return token instanceof DataToken.Permanent permanent ? Optional.of(permanent.placement()) : Optional.empty();
    }

    private static Optional<Pending> pending(DataToken token) {
        return switch (token) {
            case DataToken.Reserved reserved -> reserved.pending();
            case DataToken.Permanent permanent -> permanent.pending();
            case DataToken.Deleted _, DataToken.Expired _ -> Optional.empty();
        };
    }

    private static Stream<Placement> placements(DataToken token) {
        return Stream.concat(present(token).stream(), pending(token).map(Pending::placement).stream());
    }

    private void hold(DataToken token, Placement placement, PlacementState state) {
        var placed = database.placements
                .find(placement.ref())
                .filter(row -> row.token().equals(token.id()))
                .orElseThrow(() -> new UnitOfWork.Stale(
                        "Expected placement %s to be staged, but it is not there".formatted(placement.ref())));
        database.placements.put(placement.ref(), new Placed(placed.owner(), placed.token(), placement, state));
    }

    private void destroy(StorageRef ref) {
        database.placements.remove(ref);
        database.replicas.removeIf((replica, _) -> replica.ref().equals(ref));
    }

    private Held held(Placed placed) {
        var ref = placed.placement().ref();
        return new Held(
                placed.owner(), placed.token(), ref, placed.placement().version(), placed.state(), holders(ref));
    }

    private static Set<StorageRef> refs(DataToken token) {
        var refs = new LinkedHashSet<StorageRef>();
        placements(token).map(Placement::ref).forEach(refs::add);
        return refs;
    }

    private static List<TokenHash> hashes(DataToken token) {
        return switch (token) {
            case DataToken.Reserved reserved -> List.of(reserved.temporary().hash());
            case DataToken.Permanent permanent ->
                List.of(permanent.temporary().hash(), permanent.token().hash());
            case DataToken.Deleted deleted ->
                List.of(deleted.temporary().hash(), deleted.token().hash());
            case DataToken.Expired expired -> List.of(expired.temporary().hash());
        };
    }

    private static DataToken saved(DataToken token) {
        long next = token.revision() + 1;
        return switch (token) {
            case DataToken.Reserved t ->
                new DataToken.Reserved(
                        t.id(),
                        t.owner(),
                        t.context(),
                        t.temporary(),
                        t.attributes(),
                        t.createdAt(),
                        t.expiresAt(),
                        t.pending(),
                        next);
            case DataToken.Permanent t ->
                new DataToken.Permanent(
                        t.id(),
                        t.owner(),
                        t.context(),
                        t.temporary(),
                        t.token(),
                        t.attributes(),
                        t.placement(),
                        t.pending(),
                        t.createdAt(),
                        t.updatedAt(),
                        next);
            case DataToken.Deleted t ->
                new DataToken.Deleted(
                        t.id(),
                        t.owner(),
                        t.context(),
                        t.temporary(),
                        t.token(),
                        t.attributes(),
                        t.version(),
                        t.receipt(),
                        t.createdAt(),
                        t.keyDestroyedAt(),
                        next);
            case DataToken.Expired t ->
                new DataToken.Expired(
                        t.id(), t.owner(), t.context(), t.temporary(), t.createdAt(), t.expiredAt(), next);
        };
    }

    record Placed(ProfileId owner, TokenId token, Placement placement, PlacementState state) {}

    record Replica(StorageRef ref, DeviceId device) {}
}
