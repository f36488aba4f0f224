package io.privicore.application.engine;

import static io.privicore.domain.kernel.Reason.INSUFFICIENT_SCOPE;
import static io.privicore.domain.kernel.Reason.PROFILE_SUSPENDED;
import static io.privicore.domain.kernel.Reason.PUBLIC_KEY_MISSING;
import static io.privicore.domain.kernel.Reason.UNAUTHENTICATED;

import io.privicore.application.Caller;
import io.privicore.application.Caller.Credential;
import io.privicore.application.command.DirectoryOperation;
import io.privicore.application.command.Operation;
import io.privicore.application.directory.Standing;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.port.ProvisioningClients;
import io.privicore.application.port.Sessions;
import io.privicore.application.port.Tokens;
import io.privicore.domain.access.Delegation;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import java.time.InstantSource;
import java.util.Optional;

/** The one place where it is checked who may use an operation, from what the operation declares. */
public final class Authorisation {

    private final Sessions sessions;
    private final ProvisioningClients clients;
    private final Standing standing;
    private final Tokens tokens;
    private final InstantSource clock;

    public Authorisation(
            Sessions sessions, ProvisioningClients clients, Standing standing, Tokens tokens, InstantSource clock) {
        this.sessions = sessions;
        this.clients = clients;
        this.standing = standing;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Refuses with {@code UNAUTHENTICATED}, {@code PROFILE_SUSPENDED}, {@code PUBLIC_KEY_MISSING} or
     * {@code INSUFFICIENT_SCOPE}, and operations on directories with {@code DIRECTORY_NOT_FOUND} or {@code DIRECTORY_FORBIDDEN}.
     *
     * @param asked the command or query
     */
    public Actor authorise(Caller caller, Operation operation, Object asked) {
        return switch (operation.access()) {
            case PUBLIC -> find(caller).orElseGet(() -> nobody(caller));
            case BASIC -> nobody(caller);
            case PROVISIONING ->
                find(caller).filter(actor -> actor.client().isPresent()).orElseThrow(Authorisation::unauthenticated);
            case TOKEN -> {
                if (caller.credential() instanceof Credential.Token shown && isProvisioning(shown)) {
                    yield authorised(caller, shown, operation, asked);
                }
                var actor = authorised(caller, operation);
                requireStanding(actor.profile(), operation, asked);
                yield actor;
            }
        };
    }

    /** What must still hold when an operation goes on that waited; the same refusals. */
    public void requireStanding(ProfileId caller, Operation operation, Object asked) {
        if (asked instanceof DirectoryOperation onDirectory) {
            standing.require(caller, operation, onDirectory);
        }
    }

    /** A provisioning client gets to what is declared for it, in its own directory, and to nothing else. */
    private Actor authorised(Caller caller, Credential.Token shown, Operation operation, Object asked) {
        var admitted = clients.find(tokens.hash(shown.value())).orElseThrow(Authorisation::unauthenticated);
        if (!operation.provisioning()) {
            throw new Refusal(INSUFFICIENT_SCOPE, "Expected a profile's token, but it is one of a provisioning client");
        }
        if (asked instanceof DirectoryOperation onDirectory) {
            standing.require(admitted.client(), operation, onDirectory);
        }
        return Actor.of(admitted, caller.address(), caller.traceparent());
    }

    private static boolean isProvisioning(Credential.Token shown) {
        return shown.value().startsWith(Tokens.Kind.PROVISIONING.prefix());
    }

    private Actor authorised(Caller caller, Operation operation) {
        if (!(caller.credential() instanceof Credential.Token shown)) {
            throw unauthenticated();
        }
        var now = clock.instant();
        var signedIn = sessions.find(tokens.hash(shown.value()))
                .filter(found -> found.session().isValidAt(now))
                .orElseThrow(Authorisation::unauthenticated);
        switch (signedIn.state()) {
            case REGISTERED, ACTIVE -> {
                if (!signedIn.hasPublicKey() && !operation.withoutPublicKey()) {
                    throw new Refusal(
                            PUBLIC_KEY_MISSING, "Expected a profile with a public key, but it has registered none");
                }
            }
            case SUSPENDED -> throw new Refusal(PROFILE_SUSPENDED, "Expected an active profile, but it is suspended");
            case REMOVED -> throw unauthenticated();
        }
        signedIn.session().delegation().ifPresent(delegation -> requireScope(delegation, operation));
        return Actor.of(signedIn.session(), caller.address(), caller.traceparent(), signedIn.guarded());
    }

    /** An application never gets beyond what it was granted; some things nobody can grant. */
    private static void requireScope(Delegation delegation, Operation operation) {
        if (!operation.delegable()) {
            throw new Refusal(
                    INSUFFICIENT_SCOPE, "Expected the profile itself, but it is an application that acts for it");
        }
        if (!delegation.scopes().cover(operation.scope())) {
            var needed = operation.scope().wire();
            throw new Refusal(INSUFFICIENT_SCOPE, "Expected a token with scope %s, but it has not".formatted(needed))
                    .needing(needed);
        }
    }

    /** Who it is where nobody needs to be: some public answers tell their own caller more. */
    private Optional<Actor> find(Caller caller) {
        if (!(caller.credential() instanceof Credential.Token shown)) {
            return Optional.empty();
        }
        if (isProvisioning(shown)) {
            return clients.find(tokens.hash(shown.value()))
                    .map(admitted -> Actor.of(admitted, caller.address(), caller.traceparent()));
        }
        var now = clock.instant();
        return sessions.find(tokens.hash(shown.value()))
                .filter(found -> found.session().isValidAt(now))
                .filter(found -> found.state().isUsable())
                .map(found -> Actor.of(found.session(), caller.address(), caller.traceparent(), found.guarded()));
    }

    private static Actor nobody(Caller caller) {
        return new Actor(
                ProfileId.NOBODY, Optional.empty(), caller.address(), caller.traceparent(), false, Optional.empty());
    }

    private static Refusal unauthenticated() {
        return new Refusal(UNAUTHENTICATED, "Expected a valid authorization token, but got none");
    }
}
