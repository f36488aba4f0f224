package io.privicore.application.query;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.Operation;
import io.privicore.domain.access.Scope;
import io.privicore.domain.device.BrokerEndpoint;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be asked about devices. */
public sealed interface DeviceQuery<R> extends Query<R> {

    /** The device that a request command made. */
    @Operation(value = "device.retrieve-identifier", scope = Scope.DEVICE_WRITE)
    record RetrieveIdentifier(CommandId command) implements DeviceQuery<DeviceId> {}

    @Operation(value = "device.list", scope = Scope.DEVICE_READ)
    record OfProfile() implements DeviceQuery<List<DeviceView>> {}

    /** Everything a device needs to connect. Mints its secrets, and answers once. */
    @Operation(value = "device.retrieve-configuration", scope = Scope.DEVICE_WRITE)
    record RetrieveConfiguration(DeviceId device) implements DeviceQuery<ConfigurationView> {}

    /** @param publicKey the key it pinned, in the contract's signed form */
    record DeviceView(
            DeviceId device,
            String name,
            DeviceState state,
            Set<DeviceRole> roles,
            boolean online,
            Optional<Instant> lastSeenAt,
            Optional<String> publicKey,
            Metadata meta,
            Instant createdAt) {}

    record ConfigurationView(
            DeviceId device,
            String clientId,
            Secret clientSecret,
            BrokerEndpoint broker,
            Secret brokerPassword,
            String enginePublicKey) {}
}
