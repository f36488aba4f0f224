package io.privicore.application.pipeline;

import io.privicore.domain.access.Session;
import io.privicore.domain.kernel.ProfileId;
import java.util.Optional;

/**
 * Who acts, once it was checked.
 *
 * @param profile {@link ProfileId#NOBODY} for operations open to the public
 * @param session the session whose token was shown
 * @param address where the request came from
 * @param guarded whether any policy is active that could hold what the actor does
 */
public record Actor(
        ProfileId profile, Optional<Session> session, String address, Optional<String> traceparent, boolean guarded) {

    public boolean isNobody() {
        return profile.equals(ProfileId.NOBODY);
    }
}
