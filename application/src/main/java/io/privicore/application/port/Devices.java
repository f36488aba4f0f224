package io.privicore.application.port;

import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All devices. */
public interface Devices {

    /** The owner's device; refuses with {@code DEVICE_NOT_FOUND} what is not there, removed, or somebody else's. */
    Device get(ProfileId owner, DeviceId id);

    /** A device by its id alone, as messages name it; removed ones are not found. */
    Optional<Device> find(DeviceId id);

    /** Those of the devices that are there; removed ones are not found. In no order. */
    List<Device> find(Collection<DeviceId> ids);

    /** The active devices with the storage role that store for the profile: its own, and those that directories let. */
    List<Device> storageOf(ProfileId profile);

    /** How many devices store for each of the profiles. */
    Map<ProfileId, Integer> storageCounts(Set<ProfileId> profiles);

    /** The owner's active devices with the authenticator role. */
    List<Device> authenticatorsOf(ProfileId owner);

    /** The owner's devices that are there, whatever their state. */
    List<Device> of(ProfileId owner);

    /** The active device whose present configuration has this client id. */
    Optional<Device> withClientId(String clientId);

    /** Saves state and events. */
    void save(Change<Device> change);
}
