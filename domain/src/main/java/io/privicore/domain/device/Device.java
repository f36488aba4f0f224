package io.privicore.domain.device;

import static io.privicore.domain.kernel.Reason.AUTHENTICATOR_ALREADY_REGISTERED;
import static io.privicore.domain.kernel.Reason.AUTHENTICATOR_NOT_REGISTERED;
import static io.privicore.domain.kernel.Reason.DEVICE_CONFIGURATION_ALREADY_RETRIEVED;
import static io.privicore.domain.kernel.Reason.DEVICE_NOT_ACTIVE;
import static io.privicore.domain.kernel.Reason.DEVICE_NOT_PENDING;
import static io.privicore.domain.kernel.Reason.STORAGE_ALREADY_REGISTERED;
import static io.privicore.domain.kernel.Reason.STORAGE_NOT_REGISTERED;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A program outside of the platform that acts for its owner.
 *
 * @param keys absent until the device's first message
 * @param credentials absent until its configuration was retrieved, and again after a rotation
 * @param revision counts saved changes; two that start from the same one cannot both be saved
 */
public record Device(
        DeviceId id,
        ProfileId owner,
        Name name,
        DeviceState state,
        Set<DeviceRole> roles,
        Optional<DeviceKeys> keys,
        Optional<DeviceCredentials> credentials,
        Metadata meta,
        Instant createdAt,
        long revision) {

    public Device {
        roles = Set.copyOf(roles);
    }

    public static Change<Device> request(DeviceId id, ProfileId owner, Name name, Instant now) {
        var device = new Device(
                id,
                owner,
                name,
                DeviceState.PENDING,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Metadata.EMPTY,
                now,
                0);
        return Change.of(device, new DeviceEvent.Requested(owner, id, name.value()));
    }

    /**
     * A device that is requested, approved, configured and given its roles at once, under keys that it has shown already:
     * they are pinned before its first message.
     */
    public static Change<Device> pair(
            DeviceId id,
            ProfileId owner,
            Name name,
            DeviceKeys keys,
            Set<DeviceRole> roles,
            DeviceCredentials credentials,
            Instant now) {
        return request(id, owner, name, now)
                .then(Device::approve)
                .then(device -> device.issueConfiguration(credentials))
                .then(device -> device.pin(keys))
                .then(device -> roles.contains(DeviceRole.STORAGE) ? device.registerStorage() : Change.none(device))
                .then(device ->
                        roles.contains(DeviceRole.AUTHENTICATOR) ? device.registerAuthenticator() : Change.none(device))
                .then(device -> Change.of(device, new DeviceEvent.Paired(owner, id)));
    }

    public Change<Device> approve() {
        require(DeviceState.PENDING, DEVICE_NOT_PENDING, "approve");
        return Change.of(in(DeviceState.ACTIVE), new DeviceEvent.Approved(owner, id));
    }

    public Change<Device> reject() {
        require(DeviceState.PENDING, DEVICE_NOT_PENDING, "reject");
        return Change.of(in(DeviceState.REJECTED), new DeviceEvent.Rejected(owner, id));
    }

    /** Ends the device for good; its keys and credentials go with it. A device that was never approved can go too. */
    public Change<Device> remove() {
        if (state == DeviceState.REMOVED) {
            return Change.none(this);
        }
        var removed = new Device(
                id,
                owner,
                name,
                DeviceState.REMOVED,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                meta,
                createdAt,
                revision);
        return Change.of(removed, new DeviceEvent.Removed(owner, id));
    }

    public Change<Device> configure(Optional<Name> newName, Metadata fields) {
        var changed = new Device(
                id,
                owner,
                newName.orElse(name),
                state,
                roles,
                keys,
                credentials,
                meta.with(fields),
                createdAt,
                revision);
        return Change.of(changed, new DeviceEvent.Configured(owner, id, changed.name.value()));
    }

    /** Hands its configuration out, which happens once until the next {@link #rotate()}. */
    public Change<Device> issueConfiguration(DeviceCredentials issued) {
        requireConfigurable();
        return Change.none(withSecrets(keys, Optional.of(issued)));
    }

    /** Whether {@link #issueConfiguration} would go through, to be asked before secrets are made. */
    public void requireConfigurable() {
        require(DeviceState.ACTIVE, DEVICE_NOT_ACTIVE, "configure");
        if (credentials.isPresent()) {
            throw new Refusal(
                    DEVICE_CONFIGURATION_ALREADY_RETRIEVED,
                    "Expected a configuration of device %s that was not retrieved, but it was".formatted(id));
        }
    }

    /** Ends its keys and credentials; the next configuration brings new ones. */
    public Change<Device> rotate() {
        require(DeviceState.ACTIVE, DEVICE_NOT_ACTIVE, "rotate the configuration of");
        return Change.of(
                withSecrets(Optional.empty(), Optional.empty()), new DeviceEvent.ConfigurationRotated(owner, id));
    }

    /** Whether the device may speak under these keys: they are its pinned ones, or it has none yet. */
    public boolean accepts(DeviceKeys shown) {
        return state == DeviceState.ACTIVE
                && credentials.isPresent()
                && keys.map(shown::equals).orElse(true);
    }

    /** Pins the keys of its first message; the same ones again change nothing. */
    public Change<Device> pin(DeviceKeys shown) {
        require(DeviceState.ACTIVE, DEVICE_NOT_ACTIVE, "pin the keys of");
        return keys.isPresent()
                ? Change.none(this)
                : Change.of(withSecrets(Optional.of(shown), credentials), new DeviceEvent.KeysPinned(owner, id));
    }

    public Change<Device> registerStorage() {
        require(DeviceState.ACTIVE, DEVICE_NOT_ACTIVE, "register storage on");
        if (roles.contains(DeviceRole.STORAGE)) {
            throw new Refusal(
                    STORAGE_ALREADY_REGISTERED, "Expected device %s without storage, but it has it".formatted(id));
        }
        return with(DeviceRole.STORAGE, true, new DeviceEvent.StorageRegistered(owner, id));
    }

    /** Whether it stores for its owner, to be asked before it is told to do something with what it stores. */
    public void requireStorage() {
        if (!roles.contains(DeviceRole.STORAGE)) {
            throw new Refusal(STORAGE_NOT_REGISTERED, "Expected device %s with storage, but it has none".formatted(id));
        }
    }

    public Change<Device> removeStorage() {
        requireStorage();
        return with(DeviceRole.STORAGE, false, new DeviceEvent.StorageRemoved(owner, id));
    }

    /** Lets it vote for its owner. */
    public Change<Device> registerAuthenticator() {
        require(DeviceState.ACTIVE, DEVICE_NOT_ACTIVE, "register an authenticator on");
        if (roles.contains(DeviceRole.AUTHENTICATOR)) {
            throw new Refusal(
                    AUTHENTICATOR_ALREADY_REGISTERED,
                    "Expected device %s not to be an authenticator, but it is one".formatted(id));
        }
        return with(DeviceRole.AUTHENTICATOR, true, new DeviceEvent.AuthenticatorRegistered(owner, id));
    }

    /** Puts it on no further roll; ballots that it has got already stay valid. */
    public Change<Device> removeAuthenticator() {
        if (!roles.contains(DeviceRole.AUTHENTICATOR)) {
            throw new Refusal(
                    AUTHENTICATOR_NOT_REGISTERED,
                    "Expected device %s to be an authenticator, but it is none".formatted(id));
        }
        return with(DeviceRole.AUTHENTICATOR, false, new DeviceEvent.AuthenticatorRemoved(owner, id));
    }

    private Change<Device> with(DeviceRole role, boolean held, Event event) {
        var changed = EnumSet.noneOf(DeviceRole.class);
        changed.addAll(roles);
        if (held) {
            changed.add(role);
        } else {
            changed.remove(role);
        }
        return Change.of(
                new Device(id, owner, name, state, changed, keys, credentials, meta, createdAt, revision), event);
    }

    private Device in(DeviceState next) {
        return new Device(id, owner, name, next, roles, keys, credentials, meta, createdAt, revision);
    }

    private Device withSecrets(Optional<DeviceKeys> newKeys, Optional<DeviceCredentials> newCredentials) {
        return new Device(id, owner, name, state, roles, newKeys, newCredentials, meta, createdAt, revision);
    }

    private void require(DeviceState expected, Reason reason, String operation) {
        if (state != expected) {
            throw new Refusal(
                    reason,
                    "Expected to %s device %s, but it is %s"
                            .formatted(operation, id, state.name().toLowerCase(Locale.ROOT)));
        }
    }
}
