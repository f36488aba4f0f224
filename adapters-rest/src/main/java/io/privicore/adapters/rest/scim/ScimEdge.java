package io.privicore.adapters.rest.scim;

import io.privicore.adapters.rest.caller.Callers;
import io.privicore.adapters.rest.edge.PublicAddress;
import io.privicore.adapters.rest.problem.Problem;
import io.privicore.adapters.rest.problem.ProblemMapper;
import io.privicore.adapters.rest.problem.ProblemThrown;
import io.privicore.application.Caller;
import io.privicore.application.Privicore;
import io.privicore.application.query.ProvisioningQuery.Enter;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

/** What all SCIM requests have in common: a client of the directory calls, and every answer is in the form of RFC 7644. */
@Singleton
final class ScimEdge {

    static final String MEDIA_TYPE = "application/scim+json";

    private static final String ROOT = "/scim/v2/";

    private final Privicore privicore;
    private final PublicAddress address;

    ScimEdge(Privicore privicore, PublicAddress address) {
        this.privicore = privicore;
        this.address = address;
    }

    /** Answers a client of the directory; whoever is none is told so before anything else. */
    Response answer(RoutingContext http, String shortName, Function<ScimCall, Answer> work) {
        try {
            return respond(work.apply(enter(http, shortName)));
        } catch (ScimCall.Waiting waiting) {
            return Response.accepted()
                    .header(HttpHeaders.LOCATION, origin(http) + "/request-status/" + waiting.command())
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        } catch (RuntimeException no) {
            return refuse(failureOf(no));
        }
    }

    /** What went wrong, in the words of RFC 7644; what nobody foresaw is logged. */
    static ScimFailure failureOf(RuntimeException no) {
        return switch (no) {
            case ScimFailure failure -> failure;
            case ScimCall.Rejected rejected -> rejected.failure();
            case Refusal refusal -> ScimFailure.of(refusal);
            case ProblemThrown thrown -> ScimFailure.of(thrown.problem());
            default -> ScimFailure.of(ProblemMapper.unforeseen(no));
        };
    }

    private ScimCall enter(RoutingContext http, String shortName) {
        var seen = Callers.of(http.request());
        var caller = new Caller(
                seen.credential(),
                seen.address(),
                Optional.empty(),
                Callers.traceparent(http.request()),
                Optional.empty());
        var directory = privicore.ask(caller, new Enter(named(caller, shortName)));
        return new ScimCall(privicore, caller, directory, origin(http) + ROOT + shortName);
    }

    /** What can be no short name is one that nothing has; strangers are told that they are strangers all the same. */
    private ShortName named(Caller caller, String shortName) {
        try {
            return new ShortName(shortName);
        } catch (IllegalArgumentException notAName) {
            privicore.ask(caller, new Enter(new ShortName("no-directory-has-this-short-name")));
            throw new Refusal(Reason.DIRECTORY_NOT_FOUND, "Expected a directory, but there is none");
        }
    }

    private String origin(RoutingContext http) {
        return address.of(http).origin();
    }

    private static Response respond(Answer answer) {
        var response = Response.status(answer.status()).header(HttpHeaders.CACHE_CONTROL, "no-store");
        answer.body().ifPresent(body -> response.entity(ScimJson.write(body)).type(MEDIA_TYPE));
        answer.location().ifPresent(location -> response.header(HttpHeaders.LOCATION, location));
        answer.version().ifPresent(version -> response.header(HttpHeaders.ETAG, version));
        return response.build();
    }

    private static Response refuse(ScimFailure failure) {
        var response = Response.status(failure.status())
                .entity(ScimJson.write(failure.json()))
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        failure.problem()
                .filter(Problem::isChallenging)
                .ifPresent(problem -> response.header(HttpHeaders.WWW_AUTHENTICATE, problem.challenge()));
        failure.problem().ifPresent(problem -> problem.retryAfter()
                .ifPresent(after -> response.header(HttpHeaders.RETRY_AFTER, after)));
        return response.build();
    }
}
