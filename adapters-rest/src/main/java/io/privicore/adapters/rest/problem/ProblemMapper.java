package io.privicore.adapters.rest.problem;

import io.privicore.domain.kernel.Refusal;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers with a problem whatever was thrown. What nobody foresaw is logged under an id that the answer names. */
public final class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    public Response refused(Refusal refusal, UriInfo uri) {
        return answer(Problem.of(refusal), uri);
    }

    @ServerExceptionMapper
    public Response found(ProblemThrown thrown, UriInfo uri) {
        return answer(thrown.problem(), uri);
    }

    @ServerExceptionMapper
    public Response framework(WebApplicationException thrown, UriInfo uri) {
        int status = thrown.getResponse().getStatus();
        if (status >= 500) {
            return unforeseen(thrown, uri);
        }
        var answer = Response.fromResponse(answer(ofStatus(status), uri));
        var allow = thrown.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? answer.build()
                : answer.header(HttpHeaders.ALLOW, allow).build();
    }

    @ServerExceptionMapper
    public Response unforeseen(Throwable thrown, UriInfo uri) {
        return answer(unforeseen(thrown), uri);
    }

    /** What a status that the framework chose means to the caller. */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> Problem.of(401, "access.unauthenticated", "Expected an authorization token, but got none.");
            case 403 -> Problem.of(403, "request.forbidden", "Expected a request that is allowed, but it is not.");
            case 404 -> Problem.of(404, "request.not_found", "Expected the path of an operation, but there is none.");
            case 405 ->
                Problem.of(
                        405, "request.method_not_allowed", "Expected a method that the path allows, but got another.");
            case 406 ->
                Problem.of(406, "request.not_acceptable", "Expected to answer with JSON, but it is not accepted.");
            case 413 -> Problem.of(413, "request.too_large", "Expected a shorter body.");
            case 415 ->
                Problem.of(
                        415,
                        "request.unsupported_media_type",
                        "Expected application/json, application/x-www-form-urlencoded or multipart/form-data.");
            default -> Problem.of(status, "request.malformed", "Expected a well-formed request, but it is not.");
        };
    }

    /** Logs what nobody foresaw and says no more than where it stands in the log. */
    public static Problem unforeseen(Throwable thrown) {
        var id = UUID.randomUUID();
        LOG.errorf(thrown, "Unforeseen failure %s", id);
        return Problem.of(
                500, "engine.internal", "Expected to answer, but something failed. Reference: %s".formatted(id));
    }

    /** Answers outside of the resources, where a request does not get as far as one. */
    public static void answer(RoutingContext http, Problem problem) {
        if (http.response().ended() || http.response().headWritten()) {
            return;
        }
        boolean scim = isScim(http.normalizedPath());
        HttpServerResponse response = http.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, scim ? Problem.SCIM_MEDIA_TYPE : Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        problem.retryAfter().ifPresent(after -> response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(after)));
        if (problem.isChallenging()) {
            response.putHeader(HttpHeaders.WWW_AUTHENTICATE, problem.challenge());
        }
        response.end(scim ? problem.scim() : problem.json(http.normalizedPath()));
    }

    /** Whoever speaks SCIM expects SCIM's errors. */
    private static boolean isScim(String path) {
        return path.startsWith("/scim/");
    }

    private static Response answer(Problem problem, UriInfo uri) {
        boolean scim = isScim(uri.getPath());
        var answer = Response.status(problem.status())
                .type(scim ? Problem.SCIM_MEDIA_TYPE : Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(scim ? problem.scim() : problem.json(uri.getPath()));
        problem.retryAfter().ifPresent(after -> answer.header(HttpHeaders.RETRY_AFTER, after));
        if (problem.isChallenging()) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, problem.challenge());
        }
        return answer.build();
    }
}
