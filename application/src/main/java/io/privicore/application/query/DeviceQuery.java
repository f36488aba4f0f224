package io.privicore.application.query;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.Operation;
import io.privicore.application.command.Operation.Access;
import io.privicore.domain.access.Scope;
import io.privicore.domain.device.BrokerEndpoint;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
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
    @Operation(value = "device.retrieve-configuration", scope = Scope.DEVICE_WRITE, audited = true)
    record RetrieveConfiguration(DeviceId device) implements DeviceQuery<ConfigurationView> {}

    /**
     * Mints a token by which one device can be paired, in these roles at most. It does at once what several operations do
     * one by one, so it waits for the votes that any of them waits for.
     *
     * @param roles none for all that the caller may give
     * @param permit the command under which votes were asked for, where policies hold it
     */
    @Operation(value = "profile.generate-token-qr", scope = Scope.DEVICE_WRITE, audited = true)
    record OfferPairing(Set<DeviceRole> roles, Optional<CommandId> permit) implements DeviceQuery<OfferView> {

        public OfferPairing {
            roles = Set.copyOf(roles);
        }
    }

    /** Makes a device of whoever shows an offered token: requested, approved, configured and given its roles at once. */
    @Operation(value = "device.pair", access = Access.PUBLIC, audited = true)
    record Pair(String token, Name name, DeviceKeys keys, Set<DeviceRole> roles)
            implements DeviceQuery<ConfigurationView> {

        public Pair {
            roles = Set.copyOf(roles);
        }

        @Override
        public String toString() {
            return "Pair[…]";
        }
    }

    /** @param token shown this once */
    record OfferView(Secret token, Set<DeviceRole> roles, Instant expiresAt) {}

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
            Instant createdAt) {

        /** As somebody sees it whom it stores for without being its owner: nothing that only its owner is told. */
        public DeviceView asShared() {
            return new DeviceView(
                    device,
                    name,
                    state,
                    Set.of(DeviceRole.STORAGE),
                    online,
                    lastSeenAt,
                    Optional.empty(),
                    Metadata.EMPTY,
                    createdAt);
        }
    }

    record ConfigurationView(
            DeviceId device,
            String clientId,
            Secret clientSecret,
            BrokerEndpoint broker,
            Secret brokerPassword,
            String enginePublicKey) {}
}
