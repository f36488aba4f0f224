package io.privicore.application.oauth;

import static io.privicore.domain.kernel.Reason.OAUTH_INVALID_CLIENT;
import static io.privicore.domain.kernel.Reason.OAUTH_INVALID_GRANT;

import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Throttle;
import io.privicore.application.port.Applications;
import io.privicore.application.port.Tokens;
import io.privicore.application.query.OauthQuery.ClientSecret;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.oauth.Application;

/**
 * Finds out which application calls. Failures delay the next try from the same address, as failed sign-ins do. They are not
 * counted by client: a client id is no secret, and a stranger elsewhere could hold its application up.
 */
public final class Clients {

    private final Applications applications;
    private final Throttle throttle;
    private final Tokens tokens;

    public Clients(Applications applications, Throttle throttle, Tokens tokens) {
        this.applications = applications;
        this.throttle = throttle;
        this.tokens = tokens;
    }

    /** Refuses with {@code OAUTH_INVALID_CLIENT}, the same whether there is no such client or its secret is another. */
    Application authenticate(Actor actor, ClientSecret shown) {
        requireUnblocked(actor);
        var hash = tokens.hash(shown.secret().value());
        return applications
                .withClientId(shown.clientId())
                .filter(found -> found.knows(hash))
                .orElseThrow(() -> {
                    throttle.failed(subject(actor));
                    return new Refusal(
                            OAUTH_INVALID_CLIENT,
                            "Expected the client id and secret of an application, but they do not fit");
                });
    }

    void requireUnblocked(Actor actor) {
        throttle.requireUnblocked(subject(actor));
    }

    /** What is refused for a code or a token that is none, counted as a guess. */
    Refusal guessed(Actor actor) {
        throttle.failed(subject(actor));
        return invalidGrant();
    }

    static Refusal invalidGrant() {
        return new Refusal(
                OAUTH_INVALID_GRANT, "Expected a code or token that can be used, but it is unknown, used or has ended");
    }

    private static String subject(Actor actor) {
        return "client-address:" + actor.address();
    }
}
