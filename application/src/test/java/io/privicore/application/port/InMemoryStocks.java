package io.privicore.application.port;

import io.privicore.application.port.InMemoryDataTokens.Replica;
import io.privicore.application.port.Placements.PlacementState;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.StorageRef;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What devices should hold, in memory. */
public final class InMemoryStocks implements Stocks {

    private static final Comparator<InMemoryDataTokens.Placed> BY_BYTES = (one, other) -> compare(ref(one), ref(other));

    /** That a device stores no longer for somebody who is not its owner. */
    record Ended(ProfileId owner, DeviceId device) {}

    private final InMemoryDatabase database;
    private final InMemoryDataTokens tokens;

    public InMemoryStocks(InMemoryDatabase database) {
        this.database = database;
        this.tokens = new InMemoryDataTokens(database);
    }

    @Override
    public List<Expected> expected(DeviceId device, int from, int to) {
        return database.locked(() -> present()
                .filter(placed -> isToHold(database, device, placed))
                .filter(placed -> {
                    int bucket = (int) ref(placed).value().getLeastSignificantBits() & 0xff;
                    return from <= bucket && bucket <= to;
                })
                .map(placed -> new Expected(
                        ref(placed),
                        placed.placement().version(),
                        placed.placement().digests(),
                        isNoted(ref(placed), device)))
                .toList());
    }

    @Override
    public void forget(DeviceId device) {
        database.replicas.entries().stream()
                .map(Map.Entry::getKey)
                .filter(replica -> replica.device().equals(device))
                .toList()
                .forEach(database.replicas::remove);
    }

    @Override
    public void forget(ProfileId owner, DeviceId device, Instant at) {
        database.replicas.removeIf((replica, _) -> replica.device().equals(device)
                && database.placements
                        .find(replica.ref())
                        .filter(placed -> placed.owner().equals(owner))
                        .isPresent());
        database.endedStorage.put(new Ended(owner, device), at);
    }

    @Override
    public Set<StorageRef> known(DeviceId device, Collection<StorageRef> refs) {
        var known = new HashSet<>(refs);
        known.removeIf(ref -> database.placements
                .find(ref)
                .filter(placed -> isToHold(database, device, placed))
                .isEmpty());
        return known;
    }

    @Override
    public List<Placed> present(DeviceId device, Collection<StorageRef> refs) {
        var wanted = new HashSet<>(refs);
        return database.locked(() -> present()
                .filter(placed -> wanted.contains(ref(placed)) && isToHold(database, device, placed))
                .map(this::view)
                .toList());
    }

    @Override
    public List<Placed> heldBy(DeviceId device, StorageRef from, int limit) {
        return database.locked(() -> {
            var held = present()
                    .filter(placed -> isNoted(ref(placed), device))
                    .sorted(BY_BYTES)
                    .toList();
            return Stream.concat(
                            held.stream().filter(placed -> compare(ref(placed), from) >= 0),
                            held.stream().filter(placed -> compare(ref(placed), from) < 0))
                    .limit(limit)
                    .map(this::view)
                    .toList();
        });
    }

    @Override
    public int lost(DeviceId device, Collection<StorageRef> refs) {
        var gone = Set.copyOf(refs);
        return database.replicas.removeIf(
                (replica, _) -> replica.device().equals(device) && gone.contains(replica.ref()));
    }

    /** Whether the device stores for the owner, and did not have to erase it when it did so before. */
    static boolean isToHold(InMemoryDatabase database, DeviceId id, InMemoryDataTokens.Placed placed) {
        return database.devices
                        .find(id)
                        .filter(device -> InMemoryDevices.stores(database, placed.owner(), device))
                        .isPresent()
                && isAfterTheEnd(database, id, placed);
    }

    static boolean isAfterTheEnd(InMemoryDatabase database, DeviceId id, InMemoryDataTokens.Placed placed) {
        return database.endedStorage
                .find(new Ended(placed.owner(), id))
                .filter(end -> !placed.placement().sealedAt().isAfter(end))
                .isEmpty();
    }

    private Stream<InMemoryDataTokens.Placed> present() {
        return database.placements.all().stream().filter(placed -> placed.state() == PlacementState.PRESENT);
    }

    private boolean isNoted(StorageRef ref, DeviceId device) {
        return database.replicas.find(new Replica(ref, device)).isPresent();
    }

    private Placed view(InMemoryDataTokens.Placed placed) {
        return new Placed(placed.owner(), placed.token(), placed.placement(), tokens.holders(ref(placed)));
    }

    private static StorageRef ref(InMemoryDataTokens.Placed placed) {
        return placed.placement().ref();
    }

    private static int compare(StorageRef one, StorageRef other) {
        return compare(one.value(), other.value());
    }

    private static int compare(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }
}
