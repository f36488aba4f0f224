package io.privicore.application.directory;

import static io.privicore.domain.kernel.Reason.DEVICE_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.STORAGE_ALREADY_REGISTERED;
import static io.privicore.domain.kernel.Reason.STORAGE_NOT_REGISTERED;

import io.privicore.application.command.DirectoryCommand.AddStorage;
import io.privicore.application.command.DirectoryCommand.CreateDevice;
import io.privicore.application.command.DirectoryCommand.RemoveStorage;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.port.Devices;
import io.privicore.application.port.DirectoryDevices;
import io.privicore.application.port.DirectoryDevices.Shared;
import io.privicore.application.port.Members;
import io.privicore.application.port.Tokens;
import io.privicore.domain.device.Device;
import io.privicore.domain.directory.DirectoryEvent;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.Right;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Refusal;
import java.util.Set;

/** Gives users of a directory devices of their own, and room on devices that serve several. */
public final class UserDevices {

    private final Devices devices;
    private final DirectoryDevices directoryDevices;
    private final Members members;
    private final Standing standing;
    private final SharedStorage storage;
    private final Tokens tokens;

    public UserDevices(
            Devices devices,
            DirectoryDevices directoryDevices,
            Members members,
            Standing standing,
            SharedStorage storage,
            Tokens tokens) {
        this.devices = devices;
        this.directoryDevices = directoryDevices;
        this.members = members;
        this.standing = standing;
        this.storage = storage;
        this.tokens = tokens;
    }

    Outcome create(Invocation in, CreateDevice command) {
        var member = standing.governed(command.directory(), command.profile(), in.profile());
        var id = new DeviceId(tokens.id());
        devices.save(
                Device.request(id, member.profile(), command.name(), in.at()).then(Device::approve));
        directoryDevices.created(
                command.directory(),
                member.profile(),
                id,
                new DirectoryEvent.UserDeviceCreated(member.profile(), command.directory(), id));
        return Outcome.made(id);
    }

    Outcome share(Invocation in, AddStorage command) {
        var member = standing.governed(command.directory(), command.profile(), in.profile());
        var device = ofDirectory(command.directory(), command.device());
        device.requireStorage();
        // Whoever leaves now waits and then takes this along, or has left and is missed.
        members.keep(command.directory(), Set.of(member.profile(), device.owner()));
        if (device.owner().equals(member.profile()) || !storage.begin(command.directory(), member.profile(), device)) {
            throw new Refusal(
                    STORAGE_ALREADY_REGISTERED,
                    "Expected device %s not to store for %s, but it does".formatted(device.id(), member.profile()));
        }
        return Outcome.done();
    }

    Outcome unshare(Invocation in, RemoveStorage command) {
        var member = standing.governed(command.directory(), command.profile(), in.profile());
        if (!storage.end(new Shared(command.directory(), member.profile(), command.device()), command.force())) {
            throw new Refusal(
                    STORAGE_NOT_REGISTERED,
                    "Expected device %s to store for %s, but it does not"
                            .formatted(command.device(), member.profile()));
        }
        return Outcome.done();
    }

    /** A device that the directory made, or of somebody who administers it or whom it manages. */
    private Device ofDirectory(DirectoryId directory, DeviceId id) {
        return devices.find(id)
                .filter(device -> members.find(directory, device.owner())
                        .filter(owner -> mayLend(owner)
                                || directoryDevices
                                        .createdFor(directory, owner.profile())
                                        .contains(id))
                        .isPresent())
                .orElseThrow(() -> new Refusal(
                        DEVICE_NOT_FOUND,
                        "Expected a device of directory %s, but %s is none".formatted(directory, id)));
    }

    private static boolean mayLend(Member owner) {
        return owner.managed() || owner.role().has(Right.ADMINISTER);
    }
}
