package io.privicore.application.engine;

import static io.privicore.domain.kernel.Reason.PROFILE_SUSPENDED;
import static io.privicore.domain.kernel.Reason.PUBLIC_KEY_MISSING;
import static io.privicore.domain.kernel.Reason.UNAUTHENTICATED;

import io.privicore.application.Caller;
import io.privicore.application.Caller.Credential;
import io.privicore.application.command.Operation;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.port.Sessions;
import io.privicore.application.port.Tokens;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.ProfileState;
import java.time.InstantSource;
import java.util.Optional;

/** The one place where it is checked who may use an operation, from what the operation declares. */
public final class Authorisation {

    private final Sessions sessions;
    private final Tokens tokens;
    private final InstantSource clock;

    public Authorisation(Sessions sessions, Tokens tokens, InstantSource clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Refuses with {@code UNAUTHENTICATED}, {@code PROFILE_SUSPENDED} or {@code PUBLIC_KEY_MISSING}. */
    public Actor authorise(Caller caller, Operation operation) {
        return switch (operation.access()) {
            case PUBLIC -> find(caller).orElseGet(() -> nobody(caller));
            case BASIC -> nobody(caller);
            case TOKEN -> authorised(caller, operation);
        };
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
        return new Actor(
                signedIn.session().profile(),
                Optional.of(signedIn.session()),
                caller.address(),
                caller.traceparent(),
                signedIn.guarded());
    }

    /** Who it is where nobody needs to be: some public answers tell their own caller more. */
    private Optional<Actor> find(Caller caller) {
        if (!(caller.credential() instanceof Credential.Token shown)) {
            return Optional.empty();
        }
        var now = clock.instant();
        return sessions.find(tokens.hash(shown.value()))
                .filter(found -> found.session().isValidAt(now))
                .filter(found -> found.state() == ProfileState.ACTIVE || found.state() == ProfileState.REGISTERED)
                .map(found -> new Actor(
                        found.session().profile(),
                        Optional.of(found.session()),
                        caller.address(),
                        caller.traceparent(),
                        found.guarded()));
    }

    private static Actor nobody(Caller caller) {
        return new Actor(ProfileId.NOBODY, Optional.empty(), caller.address(), caller.traceparent(), false);
    }

    private static Refusal unauthenticated() {
        return new Refusal(UNAUTHENTICATED, "Expected a valid authorization token, but got none");
    }
}
