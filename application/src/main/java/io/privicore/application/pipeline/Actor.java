package io.privicore.application.pipeline;

import io.privicore.application.audit.Doer;
import io.privicore.application.port.ProvisioningClients.Admitted;
import io.privicore.domain.access.Delegation;
import io.privicore.domain.access.Session;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.ProfileId;
import java.util.Optional;

/**
 * Who acts, once it was checked.
 *
 * @param profile {@link ProfileId#NOBODY} for operations open to the public
 * @param session the session whose token was shown
 * @param address where the request came from
 * @param guarded whether any policy is active that could hold what the actor does
 * @param delegation the application that acts for the profile, where it is not the profile itself
 * @param client the provisioning client that acts in its own name; what stands as the profile is its id then
 */
public record Actor(
        ProfileId profile,
        Optional<Session> session,
        String address,
        Optional<String> traceparent,
        boolean guarded,
        Optional<Delegation> delegation,
        Optional<Admitted> client) {

    /** A profile, or an application that acts for it. */
    public Actor(
            ProfileId profile,
            Optional<Session> session,
            String address,
            Optional<String> traceparent,
            boolean guarded,
            Optional<Delegation> delegation) {
        this(profile, session, address, traceparent, guarded, delegation, Optional.empty());
    }

    public static Actor of(Admitted admitted, String address, Optional<String> traceparent) {
        return new Actor(
                admitted.client().id().asActor(),
                Optional.empty(),
                address,
                traceparent,
                admitted.guarded(),
                Optional.empty(),
                Optional.of(admitted));
    }

    /** Under a session, by whoever holds its token. */
    public static Actor of(Session session, String address, Optional<String> traceparent, boolean guarded) {
        return new Actor(session.profile(), Optional.of(session), address, traceparent, guarded, session.delegation());
    }

    public Optional<ApplicationId> application() {
        return delegation.map(Delegation::application);
    }

    /** How audit entries name the actor. */
    public Doer doer() {
        return Doer.of(profile, application().map(ApplicationId::toString), address);
    }

    public boolean isNobody() {
        return profile.equals(ProfileId.NOBODY);
    }
}
