package io.privicore.application.port;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;
import java.util.List;

/** Which devices a directory made for users, and which store for users that are not their owners. */
public interface DirectoryDevices {

    /** Notes that the directory made a device for the profile. */
    void created(DirectoryId directory, ProfileId profile, DeviceId device, Event event);

    /** The devices that the directory made for the profile and that are there still. */
    List<DeviceId> createdFor(DirectoryId directory, ProfileId profile);

    /** Lets the device store for the profile; answers whether it did not before. */
    boolean share(DirectoryId directory, ProfileId profile, DeviceId device, Event event);

    /** Ends that; answers whether it was so. */
    boolean unshare(DirectoryId directory, ProfileId profile, DeviceId device, Event event);

    /** The devices that the directory lets store for the profile. */
    List<DeviceId> sharedWith(DirectoryId directory, ProfileId profile);

    /** What the owner's devices store for others, in whichever directory. */
    List<Shared> lentBy(ProfileId owner);

    /** Whether any directory lets the device store for the profile. */
    boolean stores(ProfileId profile, DeviceId device);

    record Shared(DirectoryId directory, ProfileId profile, DeviceId device) {}
}
