package io.privicore.application.port;

import io.privicore.application.query.DeviceQuery.DeviceView;
import io.privicore.application.query.StorageQuery.StorageView;
import io.privicore.domain.kernel.ProfileId;
import java.util.List;

/** Lists of devices, read past the aggregates. Removed devices are not in them. */
public interface DeviceViews {

    List<DeviceView> ofProfile(ProfileId owner);

    /**
     * Those with the storage role that store for the profile. Of somebody else's it is shown what the profile has on it, and
     * nothing that its owner wrote but its name.
     */
    List<StorageView> storageOf(ProfileId profile);
}
