package io.privicore.domain.profile;

import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;

/** What becomes known of profiles. */
public sealed interface ProfileEvent extends Event {

    @Override
    default String subject() {
        return profile().toString();
    }

    record Registered(ProfileId profile) implements ProfileEvent {}

    record PasswordChanged(ProfileId profile) implements ProfileEvent {}

    /** The first public key came: the profile is active from here on. */
    record Activated(ProfileId profile) implements ProfileEvent {}

    /** A token was handed out with which one device can be paired. */
    record PairingOffered(ProfileId profile) implements ProfileEvent {}

    record PublicKeyReplaced(ProfileId profile) implements ProfileEvent {}

    /** It signs in under another name from here on; the name itself is in no event. */
    record Renamed(ProfileId profile) implements ProfileEvent {}

    record Suspended(ProfileId profile) implements ProfileEvent {}

    record Reactivated(ProfileId profile) implements ProfileEvent {}

    record Removed(ProfileId profile) implements ProfileEvent {}
}
