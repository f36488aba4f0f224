package io.privicore.application.audit;

import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.util.Optional;

/**
 * Who does something, as entries say it.
 *
 * @param profile nobody where no token was shown
 * @param application by which application, if not by the profile itself
 */
public record Doer(
        Optional<ProfileId> profile,
        Optional<String> application,
        Optional<DeviceId> device,
        Optional<String> address) {

    /** A profile, from where it does it. */
    public static Doer of(ProfileId profile, Optional<String> application, String address) {
        return new Doer(known(profile), application, Optional.empty(), Optional.of(address));
    }

    /** A device of the profile's. */
    public static Doer device(ProfileId owner, DeviceId device, Optional<String> address) {
        return new Doer(Optional.of(owner), Optional.empty(), Optional.of(device), address);
    }

    /** A profile of which nothing else is known any more. */
    static Doer unknown(ProfileId profile) {
        return new Doer(known(profile), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Optional<ProfileId> known(ProfileId profile) {
        return Optional.of(profile).filter(one -> !one.equals(ProfileId.NOBODY));
    }

    Doer as(ProfileId found) {
        return new Doer(Optional.of(found), application, device, address);
    }

    Doer as(ProfileId found, ApplicationId by) {
        return new Doer(Optional.of(found), Optional.of(by.toString()), device, address);
    }
}
