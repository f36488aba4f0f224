package io.privicore.application.query;

import io.privicore.application.command.Operation;
import io.privicore.application.query.DeviceQuery.DeviceView;
import io.privicore.domain.access.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be asked about storage devices. */
public sealed interface StorageQuery<R> extends Query<R> {

    @Operation(value = "storage.list", scope = Scope.DEVICE_READ)
    record ListStorage() implements StorageQuery<List<StorageView>> {}

    /**
     * @param capacity bytes it may fill, as it reported
     * @param used bytes it says it has filled; of one that is shared, those of the profile's data on it
     * @param items chunks it says it holds; of one that is shared, those of the profile
     * @param missing versions of the profile's that it should hold and is not known to hold
     * @param shared whether it is somebody else's, and a directory lets it store for the profile
     */
    record StorageView(
            DeviceView device,
            long capacity,
            long used,
            long items,
            long missing,
            boolean lagging,
            Optional<Instant> lastSyncAt,
            Optional<String> lastSyncResult,
            boolean shared) {}
}
