package io.privicore.application.port;

import io.privicore.application.query.OauthQuery.ApplicationView;
import io.privicore.application.query.Page;
import io.privicore.application.query.Paging;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.oauth.Application;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All applications. Removed ones are not found. */
public interface Applications {

    /** Refuses with {@code OAUTH_APPLICATION_NOT_FOUND} what is not there or somebody else's. */
    Application get(ProfileId owner, ApplicationId id);

    Optional<Application> find(ApplicationId id);

    Optional<Application> withClientId(String clientId);

    int count(ProfileId owner);

    /** Everything that the owner has registered, oldest first. */
    List<Application> of(ProfileId owner);

    /** Oldest first. */
    Page<ApplicationView> list(ProfileId owner, Paging paging);

    /** Saves state and events. */
    void save(Change<Application> change);

    /** Notes that tokens were made for it; written at most once a minute, and nobody waits for it. */
    void used(ApplicationId id, Instant at);
}
