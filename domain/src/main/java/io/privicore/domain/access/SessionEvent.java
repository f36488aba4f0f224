package io.privicore.domain.access;

import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.UUID;

/** What becomes known of sessions; the tokens themselves never do. */
public sealed interface SessionEvent extends Event {

    UUID session();

    @Override
    default String subject() {
        return profile().toString();
    }

    record SignedIn(ProfileId profile, UUID session, Instant expiresAt) implements SessionEvent {}

    record SignedOut(ProfileId profile, UUID session) implements SessionEvent {}
}
