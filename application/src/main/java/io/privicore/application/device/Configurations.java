package io.privicore.application.device;

import io.privicore.application.port.BrokerAccounts;
import io.privicore.application.port.Devices;
import io.privicore.application.port.EngineKeys;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Tokens;
import io.privicore.application.query.DeviceQuery.ConfigurationView;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceCredentials;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.Secret;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.Function;

/** Hands out what devices connect with. */
public final class Configurations {

    /** The purpose client secrets are sealed for. */
    public static final String CLIENT_SECRET = "device-client-secret";

    private final Devices devices;
    private final BrokerAccounts accounts;
    private final EngineKeys engineKeys;
    private final Envelopes envelopes;
    private final Tokens tokens;
    private final InstantSource clock;

    public Configurations(
            Devices devices,
            BrokerAccounts accounts,
            EngineKeys engineKeys,
            Envelopes envelopes,
            Tokens tokens,
            InstantSource clock) {
        this.devices = devices;
        this.accounts = accounts;
        this.engineKeys = engineKeys;
        this.envelopes = envelopes;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Within the present unit of work. The account is made while the device is locked by the change that notes the
     * retrieval, so that of two retrievals at once only one gives the account its password. A crash before the commit
     * leaves an account whose password nobody has, and the next retrieval gives it another.
     *
     * @param noted the device with its new credentials
     */
    ConfigurationView issue(Function<DeviceCredentials, Change<Device>> noted) {
        var clientId = tokens.id().toString();
        var clientSecret = new Secret(tokens.mint(Tokens.Kind.CLIENT_SECRET));
        var brokerPassword = new Secret(tokens.mint(Tokens.Kind.BROKER_PASSWORD));
        var sealed =
                envelopes.sealSecret(Bytes.wrap(clientSecret.value().getBytes(StandardCharsets.UTF_8)), CLIENT_SECRET);
        var change = noted.apply(new DeviceCredentials(clientId, sealed, clock.instant()));
        devices.save(change);
        var device = change.after().id();
        accounts.provision(device, brokerPassword);
        return new ConfigurationView(
                device,
                clientId,
                clientSecret,
                accounts.address(),
                brokerPassword,
                engineKeys.publicKey().hex());
    }
}
