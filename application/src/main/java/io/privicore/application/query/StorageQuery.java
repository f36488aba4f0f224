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
     * @param missing versions it should hold and is not known to hold
     */
    record StorageView(
            DeviceView device,
            long capacity,
            long used,
            long items,
            long missing,
            boolean lagging,
            Optional<Instant> lastSyncAt,
            Optional<String> lastSyncResult) {}
}
