package io.privicore.application.directory;

import io.privicore.application.device.LastReplicas;
import io.privicore.application.port.Devices;
import io.privicore.application.port.DirectoryDevices;
import io.privicore.application.port.DirectoryDevices.Shared;
import io.privicore.application.port.Stocks;
import io.privicore.application.sync.SyncRequests;
import io.privicore.domain.device.Device;
import io.privicore.domain.directory.DirectoryEvent;
import io.privicore.domain.directory.Member;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Devices that store for users who do not own them. What a user has comes to such a device, and goes from it, by the device's
 * synchronisation: of whom a device does not store for, all that it holds are orphans. All within the present unit of work.
 */
public final class SharedStorage {

    private final DirectoryDevices directoryDevices;
    private final Devices devices;
    private final Stocks stocks;
    private final LastReplicas lastReplicas;
    private final SyncRequests syncs;
    private final InstantSource clock;

    public SharedStorage(
            DirectoryDevices directoryDevices,
            Devices devices,
            Stocks stocks,
            LastReplicas lastReplicas,
            SyncRequests syncs,
            InstantSource clock) {
        this.directoryDevices = directoryDevices;
        this.devices = devices;
        this.stocks = stocks;
        this.lastReplicas = lastReplicas;
        this.syncs = syncs;
        this.clock = clock;
    }

    /** Answers whether it did not store before. */
    boolean begin(DirectoryId directory, ProfileId profile, Device device) {
        boolean begun = directoryDevices.share(
                directory, profile, device.id(), new DirectoryEvent.UserStorageAdded(profile, directory, device.id()));
        if (begun) {
            syncs.automatic(device);
        }
        return begun;
    }

    /** Answers whether it stored. Without force it refuses where something would then be on no device. */
    boolean end(Shared shared, boolean force) {
        if (!unshare(shared)) {
            return false;
        }
        var ended = ended(List.of(shared));
        if (!force && !ended.isEmpty()) {
            lastReplicas.requireNone(shared.profile(), Set.of(shared.device()));
        }
        forget(ended);
        return true;
    }

    /**
     * Ends what the directory lets store for the member, and what it lets the member's devices store for others. Refuses
     * where something of somebody who stays would then be on no device; whoever means it takes that storage away first.
     *
     * @param ending devices that end with the membership
     * @param stays whether the member's profile and its data go on without the directory
     */
    void leave(Member member, Set<DeviceId> ending, boolean stays) {
        var taken = directoryDevices.sharedWith(member.directory(), member.profile()).stream()
                .map(device -> new Shared(member.directory(), member.profile(), device))
                .toList();
        var lent = directoryDevices.lentBy(member.profile()).stream()
                .filter(shared -> shared.directory().equals(member.directory()) || ending.contains(shared.device()))
                .toList();
        taken.forEach(this::unshare);
        lent.forEach(this::unshare);
        // After the links are gone: what a device reports from here on is not counted to it any more.
        var fromIt = ended(taken);
        if (stays && !fromIt.isEmpty()) {
            lastReplicas.requireNone(member.profile(), and(fromIt, ending));
        }
        var fromOthers = ended(lent);
        if (!fromOthers.isEmpty()) {
            var users = fromOthers.stream().map(Shared::profile).collect(Collectors.toSet());
            lastReplicas.requireNone(users, devicesOf(fromOthers));
        }
        forget(fromIt);
        forget(fromOthers);
    }

    private boolean unshare(Shared shared) {
        return directoryDevices.unshare(
                shared.directory(),
                shared.profile(),
                shared.device(),
                new DirectoryEvent.UserStorageRemoved(shared.profile(), shared.directory(), shared.device()));
    }

    /** Those that no other directory lets store. */
    private List<Shared> ended(List<Shared> links) {
        return links.stream()
                .filter(shared -> !directoryDevices.stores(shared.profile(), shared.device()))
                .toList();
    }

    private void forget(List<Shared> ended) {
        var now = clock.instant();
        ended.forEach(shared -> stocks.forget(shared.profile(), shared.device(), now));
        devices.find(devicesOf(ended)).forEach(syncs::automatic);
    }

    private static Set<DeviceId> and(Collection<Shared> shared, Set<DeviceId> others) {
        var all = new HashSet<>(devicesOf(shared));
        all.addAll(others);
        return all;
    }

    private static Set<DeviceId> devicesOf(Collection<Shared> shared) {
        return shared.stream().map(Shared::device).collect(Collectors.toSet());
    }
}
