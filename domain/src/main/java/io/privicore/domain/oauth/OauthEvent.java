package io.privicore.domain.oauth;

import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.UUID;

/** What becomes known of applications and of what is granted to them; codes, secrets and tokens never do. */
public sealed interface OauthEvent extends Event {

    ApplicationId application();

    @Override
    default String subject() {
        return application().toString();
    }

    /** @param scopes the most it may ask for */
    record Registered(ProfileId profile, ApplicationId application, String name, String scopes) implements OauthEvent {}

    record ConfigurationRetrieved(ProfileId profile, ApplicationId application) implements OauthEvent {}

    /** @param profile who grants */
    record CodeRequested(ProfileId profile, ApplicationId application, String scopes) implements OauthEvent {}

    record Granted(ProfileId profile, ApplicationId application, UUID grant, String scopes, Instant expiresAt)
            implements OauthEvent {}

    record Refreshed(ProfileId profile, ApplicationId application, UUID grant, Instant expiresAt)
            implements OauthEvent {}

    /** @param what {@code code} or {@code refresh-token} */
    record ReuseDetected(ProfileId profile, ApplicationId application, UUID grant, String what) implements OauthEvent {}

    record Revoked(ProfileId profile, ApplicationId application, UUID grant) implements OauthEvent {}

    record ApplicationRemoved(ProfileId profile, ApplicationId application) implements OauthEvent {}
}
