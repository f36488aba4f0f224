package io.privicore.adapters.rest.oauth;

import io.privicore.adapters.rest.problem.Problem;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.io.Serial;

/** What OAuth has a word for; RFC 6749 says it in a form of its own. */
final class StandardError extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    static final String INVALID_REQUEST = "invalid_request";
    static final String INVALID_CLIENT = "invalid_client";
    static final String INVALID_SCOPE = "invalid_scope";
    static final String UNAVAILABLE = "temporarily_unavailable";

    private final int status;
    private final String error;

    StandardError(String error, String description) {
        this(400, error, description);
    }

    private StandardError(int status, String error, String description) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
    }

    static StandardError noClient() {
        return new StandardError(
                401, INVALID_CLIENT, "Expected a client id and its secret, in the header or in the body");
    }

    static StandardError of(Refusal refusal) {
        return of(Problem.of(refusal), word(refusal.reason()));
    }

    static StandardError of(Problem problem) {
        return of(problem, problem.status() == 503 ? UNAVAILABLE : INVALID_REQUEST);
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }

    private static StandardError of(Problem problem, String word) {
        var status =
                switch (word) {
                    case INVALID_CLIENT -> 401;
                    case UNAVAILABLE -> problem.status() == 429 ? 429 : 503;
                    default -> problem.status() == 413 ? 413 : 400;
                };
        return new StandardError(status, word, problem.detail());
    }

    private static String word(Reason reason) {
        return switch (reason) {
            case OAUTH_INVALID_CLIENT -> INVALID_CLIENT;
            case OAUTH_INVALID_GRANT -> "invalid_grant";
            case OAUTH_SCOPE_NOT_REGISTERED -> INVALID_SCOPE;
            case POLICY_DENIED -> "access_denied";
            default ->
                switch (reason.kind()) {
                    case THROTTLED, UNAVAILABLE, CONFLICT -> UNAVAILABLE;
                    case MALFORMED, INVALID, UNAUTHENTICATED, FORBIDDEN, MISSING, TOO_LARGE -> INVALID_REQUEST;
                };
        };
    }
}
