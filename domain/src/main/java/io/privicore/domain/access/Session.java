package io.privicore.domain.access;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a token stands for: a profile signed in until a time, or an application that acts for it. The token itself is not
 * kept, only its hash. Ended sessions are not kept at all.
 *
 * @param delegation the application that holds the token, and what it may do; empty for the profile's own
 */
public record Session(
        UUID id,
        ProfileId profile,
        TokenHash token,
        Instant issuedAt,
        Instant expiresAt,
        Optional<Delegation> delegation) {

    /** The longest a token may live before it must be renewed. */
    public static final Duration LONGEST = Duration.ofDays(30);

    public static Change<Session> begin(UUID id, ProfileId profile, TokenHash token, Instant now, Duration lifetime) {
        var session = new Session(id, profile, token, now, now.plus(lifetime), Optional.empty());
        return Change.of(session, new SessionEvent.SignedIn(profile, id, session.expiresAt()));
    }

    /** The session of an application's access token. Its grant tells of it. */
    public static Change<Session> delegate(
            UUID id, ProfileId profile, TokenHash token, Delegation delegation, Instant now, Instant expiresAt) {
        return Change.none(new Session(id, profile, token, now, expiresAt, Optional.of(delegation)));
    }

    public boolean isValidAt(Instant now) {
        return now.isBefore(expiresAt);
    }

    /** The event that tells of its end, where no grant does; the session itself is then forgotten. */
    public Change<Optional<Session>> end() {
        if (delegation.isPresent()) {
            return Change.none(Optional.empty());
        }
        return Change.of(Optional.empty(), new SessionEvent.SignedOut(profile, id));
    }
}
