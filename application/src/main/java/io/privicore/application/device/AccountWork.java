package io.privicore.application.device;

import io.privicore.application.port.BrokerAccounts;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DevicePresences;
import io.privicore.application.port.DeviceSessions;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Erasures;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.Stocks;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Secret;
import io.privicore.domain.profile.ProfileState;
import java.util.Optional;

/** Ends what a removed or rotated device could still use, as often as it takes. */
public final class AccountWork {

    private final Devices devices;
    private final Profiles profiles;
    private final DevicePresences presences;
    private final DeviceSessions sessions;
    private final DeviceLinks links;
    private final BrokerAccounts accounts;
    private final Erasures erasures;
    private final Stocks stocks;
    private final Deadlines deadlines;
    private final Tokens tokens;
    private final UnitOfWork unitOfWork;

    public AccountWork(
            Devices devices,
            Profiles profiles,
            DevicePresences presences,
            DeviceSessions sessions,
            DeviceLinks links,
            BrokerAccounts accounts,
            Erasures erasures,
            Stocks stocks,
            Deadlines deadlines,
            Tokens tokens,
            UnitOfWork unitOfWork) {
        this.devices = devices;
        this.profiles = profiles;
        this.presences = presences;
        this.sessions = sessions;
        this.links = links;
        this.accounts = accounts;
        this.erasures = erasures;
        this.stocks = stocks;
        this.deadlines = deadlines;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
    }

    /** The device was removed: its account, connections, queue and sessions end, and it counts as a holder of nothing. */
    public void revoke(DeviceId device) {
        accounts.revoke(device);
        links.forget(device);
        unitOfWork.run(Origin.ENGINE, () -> {
            sessions.forget(device);
            erasures.forget(device);
            stocks.forget(device);
            presences.gone(device);
            deadlines.clear(Kind.DEVICE_REVOCATION, device.value());
            return true;
        });
    }

    /**
     * The device's owner was suspended, or is no more: its account follows what the owner is now, however often that has
     * changed meanwhile.
     */
    public void align(DeviceId id) {
        unitOfWork.run(Origin.ENGINE, () -> {
            // Cleared first: whoever changes the owner from here on waits for this to end, and then sets it again.
            deadlines.clear(Kind.DEVICE_ACCESS, id.value());
            ownerIsSuspended(id).ifPresent(suspended -> {
                if (suspended) {
                    accounts.suspend(id);
                    links.forget(id);
                    presences.gone(id);
                } else {
                    accounts.resume(id);
                }
            });
            return true;
        });
    }

    /** Empty for a device that is gone: its account ends by itself. */
    private Optional<Boolean> ownerIsSuspended(DeviceId id) {
        return devices.find(id)
                .flatMap(device -> profiles.find(device.owner()))
                .map(owner -> owner.state() == ProfileState.SUSPENDED);
    }

    /**
     * The device's configuration was rotated: its account gets a password nobody knows. Where a new configuration was
     * retrieved meanwhile the account has its new password already, which must stay.
     */
    public void rotate(DeviceId id) {
        links.forget(id);
        unitOfWork.run(Origin.ENGINE, () -> {
            devices.find(id).filter(device -> device.credentials().isEmpty()).ifPresent(device -> {
                devices.save(Change.none(device));
                accounts.provision(id, new Secret(tokens.mint(Tokens.Kind.BROKER_PASSWORD)));
                sessions.forget(id);
                presences.gone(id);
            });
            deadlines.clear(Kind.DEVICE_ROTATION, id.value());
            return true;
        });
    }
}
