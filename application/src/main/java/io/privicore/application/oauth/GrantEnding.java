package io.privicore.application.oauth;

import io.privicore.application.port.Applications;
import io.privicore.application.port.AuthorizationCodes;
import io.privicore.application.port.ChannelMessage.TokenEnded;
import io.privicore.application.port.Channels;
import io.privicore.application.port.Grants;
import io.privicore.application.port.Sessions;
import io.privicore.application.port.StreamTokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.Session;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.oauth.Application;
import io.privicore.domain.oauth.Grant;
import java.util.List;

/** Ends what was granted: its tokens are gone with the present unit of work, and its channels on every node after it. */
public final class GrantEnding {

    private final Applications applications;
    private final AuthorizationCodes codes;
    private final Grants grants;
    private final Sessions sessions;
    private final StreamTokens streamTokens;
    private final Channels channels;
    private final UnitOfWork unitOfWork;

    public GrantEnding(
            Applications applications,
            AuthorizationCodes codes,
            Grants grants,
            Sessions sessions,
            StreamTokens streamTokens,
            Channels channels,
            UnitOfWork unitOfWork) {
        this.applications = applications;
        this.codes = codes;
        this.grants = grants;
        this.sessions = sessions;
        this.streamTokens = streamTokens;
        this.channels = channels;
        this.unitOfWork = unitOfWork;
    }

    /** Within the present unit of work. One that has ended already stays ended. */
    public void end(GrantId id) {
        grants.take(id).ifPresent(grant -> {
            grants.save(grant.end());
            endEverything(List.of(id));
        });
    }

    void endForReuse(GrantId id, Grant.Reused what) {
        grants.take(id).ifPresent(grant -> {
            grants.save(grant.endForReuse(what));
            endEverything(List.of(id));
        });
    }

    /** Removes the application with all that anybody has granted to it, codes first. */
    void remove(Application application) {
        applications.save(application.remove());
        codes.forget(application.id());
        end(grants.takeAll(application.id()));
    }

    /** Removes every application of an owner who is gone, within the present unit of work: nobody else could. */
    public void removeApplications(ProfileId owner) {
        applications.of(owner).forEach(this::remove);
    }

    /**
     * Whatever the profile has granted, within the present unit of work. Codes come first: what is made of one meanwhile is
     * found among the grants.
     */
    public void endAll(ProfileId profile) {
        codes.forgetUnredeemed(profile);
        end(grants.takeAll(profile));
    }

    private void end(List<Grant> all) {
        all.forEach(grant -> grants.save(grant.end()));
        endEverything(all.stream().map(Grant::id).toList());
    }

    private void endEverything(List<GrantId> of) {
        endTokens(of);
        if (!of.isEmpty()) {
            streamTokens.endOf(of);
        }
    }

    /** Ends the access tokens that there are, and not what they came of. */
    void endTokens(List<GrantId> of) {
        if (!of.isEmpty()) {
            sessions.endOf(of).forEach(this::tell);
        }
    }

    private void tell(Session ended) {
        unitOfWork.afterCommit(() -> channels.tell(ended.profile(), new TokenEnded(ended.token())));
    }
}
