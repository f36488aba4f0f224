package io.privicore.domain.access;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What an authorization token stands for: a profile signed in until a time. The token itself is not kept, only its
 * hash. Ended sessions are not kept at all.
 */
public record Session(UUID id, ProfileId profile, TokenHash token, Instant issuedAt, Instant expiresAt) {

    /** The longest a token may live before it must be renewed. */
    public static final Duration LONGEST = Duration.ofDays(30);

    public static Change<Session> begin(UUID id, ProfileId profile, TokenHash token, Instant now, Duration lifetime) {
        var session = new Session(id, profile, token, now, now.plus(lifetime));
        return Change.of(session, new SessionEvent.SignedIn(profile, id, session.expiresAt()));
    }

    public boolean isValidAt(Instant now) {
        return now.isBefore(expiresAt);
    }

    /** The event that tells of its end; the session itself is then forgotten. */
    public Change<Optional<Session>> end() {
        return Change.of(Optional.empty(), new SessionEvent.SignedOut(profile, id));
    }
}
