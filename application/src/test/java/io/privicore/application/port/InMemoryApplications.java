package io.privicore.application.port;

import io.privicore.application.query.OauthQuery.ApplicationView;
import io.privicore.application.query.Page;
import io.privicore.application.query.Paging;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.oauth.Application;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Applications in memory. */
public final class InMemoryApplications implements Applications {

    private final InMemoryDatabase database;

    public InMemoryApplications(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Application get(ProfileId owner, ApplicationId id) {
        return find(id).filter(application -> application.owner().equals(owner))
                .orElseThrow(() -> new Refusal(
                        Reason.OAUTH_APPLICATION_NOT_FOUND,
                        "Expected application %s of the caller, but there is none".formatted(id)));
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return database.applications.find(id);
    }

    @Override
    public Optional<Application> withClientId(String clientId) {
        return database.applications.all().stream()
                .filter(application -> application.clientId().equals(clientId))
                .findFirst();
    }

    @Override
    public int count(ProfileId owner) {
        return of(owner).size();
    }

    @Override
    public Page<ApplicationView> list(ProfileId owner, Paging paging) {
        var all = of(owner);
        var items = all.stream()
                .skip(paging.offset())
                .limit(paging.perPage())
                .map(InMemoryApplications::view)
                .toList();
        return new Page<>(items, all.size(), paging);
    }

    @Override
    public void save(Change<Application> change) {
        database.appendAll(change.events());
        var application = change.after();
        InMemoryDatabase.requireFresh(
                application.revision(), find(application.id()).map(Application::revision), application.id());
        if (application.removed()) {
            database.applications.remove(application.id());
        } else {
            database.applications.put(
                    application.id(), with(application, application.lastUsedAt(), application.revision() + 1));
        }
    }

    @Override
    public void used(ApplicationId id, Instant at) {
        database.applications.change(
                id,
                application -> application
                                .lastUsedAt()
                                .filter(last -> !last.isBefore(at.minus(Duration.ofMinutes(1))))
                                .isPresent()
                        ? application
                        : with(application, Optional.of(at), application.revision()));
    }

    @Override
    public List<Application> of(ProfileId owner) {
        return database.applications.all().stream()
                .filter(application -> application.owner().equals(owner))
                .sorted(Comparator.comparing(Application::createdAt))
                .toList();
    }

    private static Application with(Application application, Optional<Instant> lastUsedAt, long revision) {
        return new Application(
                application.id(),
                application.owner(),
                application.name(),
                application.redirectUri(),
                application.scopes(),
                application.clientId(),
                application.secret(),
                application.createdAt(),
                lastUsedAt,
                false,
                revision);
    }

    private static ApplicationView view(Application application) {
        return new ApplicationView(
                application.id(),
                application.name().value(),
                application.redirectUri().value(),
                application.scopes(),
                application.createdAt(),
                application.lastUsedAt());
    }
}
