package io.privicore.application.oauth;

import io.privicore.application.command.OauthCommand;
import io.privicore.application.command.OauthCommand.Register;
import io.privicore.application.command.OauthCommand.Remove;
import io.privicore.application.command.OauthCommand.RequestCode;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.port.Applications;
import io.privicore.application.query.OauthQuery;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.oauth.Application;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What policies and voters may know of applications: the one that acts, or where an operation is about an application
 * itself, that one; then the one that acts goes by another name.
 */
public final class ApplicationFacts {

    private static final String NAME = "application";
    private static final String ID = "applicationId";
    private static final String ACTING = "actingApplication";

    private final Applications applications;

    public ApplicationFacts(Applications applications) {
        this.applications = applications;
    }

    /** Of whoever acts; nothing where that is the profile itself. */
    public Map<String, String> of(Actor actor) {
        return of(actor.application().flatMap(this::known));
    }

    public Map<String, String> of(Actor actor, OauthCommand command) {
        return about(
                actor,
                switch (command) {
                    case Register register -> Map.of(NAME, register.name().value());
                    case RequestCode request -> of(applications.withClientId(request.clientId()));
                    case Remove remove -> of(own(actor, remove.application()));
                });
    }

    public Map<String, String> of(Actor actor, OauthQuery<?> query) {
        return switch (query) {
            case OauthQuery.RetrieveConfiguration retrieve -> about(actor, of(own(actor, retrieve.application())));
            case OauthQuery.Authorize authorize -> about(actor, of(applications.withClientId(authorize.clientId())));
            case OauthQuery.ListApplications _,
                    OauthQuery.CheckRedirect _,
                    OauthQuery.RetrieveCode _,
                    OauthQuery.ObtainToken _,
                    OauthQuery.RefreshToken _,
                    OauthQuery.RetrieveScope _,
                    OauthQuery.RevokeToken _,
                    OauthQuery.Introspect _ -> Map.of();
        };
    }

    private Map<String, String> about(Actor actor, Map<String, String> subject) {
        Map<String, String> facts = new LinkedHashMap<>(subject);
        actor.application()
                .flatMap(this::known)
                .ifPresent(acting -> facts.put(ACTING, acting.name().value()));
        return facts;
    }

    private Optional<Application> known(ApplicationId id) {
        return applications.find(id);
    }

    /** Of an application that is not the profile's there is nothing to know: whatever is asked of it will be refused. */
    private Optional<Application> own(Actor actor, ApplicationId id) {
        return known(id).filter(application -> application.owner().equals(actor.profile()));
    }

    private static Map<String, String> of(Optional<Application> application) {
        Map<String, String> facts = new LinkedHashMap<>();
        application.ifPresent(known -> {
            facts.put(NAME, known.name().value());
            facts.put(ID, known.id().toString());
        });
        return facts;
    }
}
