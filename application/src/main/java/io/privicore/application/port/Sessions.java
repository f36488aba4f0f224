package io.privicore.application.port;

import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.Session;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.ProfileState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All sessions that have not ended. */
public interface Sessions {

    /** Finds a session with what access to everything else depends on. Read from the source, never from a cache. */
    Optional<SignedIn> find(TokenHash token);

    void save(Change<Session> change);

    /** Forgets the session; saves the events of its end. Ending one that is gone does nothing; answers whether it was there. */
    boolean end(Session session);

    /** Forgets the sessions of these grants; answers which there were. */
    List<Session> endOf(Collection<GrantId> grants);

    /** Forgets every session of the profile; saves the events of their end and answers them. */
    List<Session> endAll(ProfileId profile);

    /** Forgets what expired before the instant; answers how many. */
    int forgetExpired(Instant before);

    /**
     * A session and the present state of its profile.
     *
     * @param guarded whether any policy is active, or any directory mandates any, that could hold an operation of the profile
     */
    record SignedIn(Session session, ProfileState state, boolean hasPublicKey, boolean guarded) {}
}
