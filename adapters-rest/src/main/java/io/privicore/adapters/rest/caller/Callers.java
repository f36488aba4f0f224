package io.privicore.adapters.rest.caller;

import io.privicore.adapters.rest.form.Purity;
import io.privicore.adapters.rest.problem.Problem;
import io.privicore.adapters.rest.problem.ProblemThrown;
import io.privicore.application.Caller;
import io.privicore.application.Caller.Credential;
import io.privicore.application.Caller.Idempotency;
import io.privicore.application.command.CommandId;
import io.privicore.domain.kernel.Bytes;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Makes out the caller of a request. Nothing is checked here but the form. */
public final class Callers {

    public static final String TOKEN_HEADER = "X-DPT-AUTHORIZATION";
    public static final String IDEMPOTENCY_HEADER = "Idempotency-Key";

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private Callers() {}

    /** Who asks something that is answered at once. */
    public static Caller of(HttpServerRequest request) {
        return new Caller(credential(request), address(request), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Who submits a command.
     *
     * @param canonical the request in a form in which equal requests are equal bytes, made only when it is needed
     */
    public static Caller of(HttpServerRequest request, Supplier<byte[]> canonical) {
        return new Caller(
                credential(request),
                address(request),
                idempotency(request, canonical),
                traceparent(request),
                Optional.empty());
    }

    /** The same caller, who was given leave under this command. */
    public static Caller permitted(Caller caller, CommandId permit) {
        return new Caller(
                caller.credential(), caller.address(), caller.idempotency(), caller.traceparent(), Optional.of(permit));
    }

    /** Name and secret by HTTP Basic, whatever else was shown beside them. */
    public static Optional<Credential.Basic> basic(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(shown -> shown.regionMatches(true, 0, BASIC, 0, BASIC.length()))
                .map(shown -> basic(shown.substring(BASIC.length()).strip()))
                .filter(Credential.Basic.class::isInstance)
                .map(Credential.Basic.class::cast);
    }

    /** What stands behind {@code Basic} as it came, where it is no name and secret: a code or a token. */
    public static Optional<String> bare(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(shown -> shown.regionMatches(true, 0, BASIC, 0, BASIC.length()))
                .map(shown -> shown.substring(BASIC.length()).strip())
                .filter(shown -> !shown.isEmpty() && basic(request).isEmpty());
    }

    private static Credential credential(HttpServerRequest request) {
        var token = request.getHeader(TOKEN_HEADER);
        if (token != null && !token.isBlank()) {
            return new Credential.Token(token.strip());
        }
        var authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return new Credential.None();
        }
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return new Credential.Token(authorization.substring(BEARER.length()).strip());
        }
        return authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())
                ? basic(authorization.substring(BASIC.length()).strip())
                : new Credential.None();
    }

    private static Credential basic(String encoded) {
        try {
            var pair = Purity.requireText(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
            int colon = pair.indexOf(':');
            return colon < 0
                    ? new Credential.None()
                    : new Credential.Basic(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException _) {
            return new Credential.None();
        }
    }

    private static String address(HttpServerRequest request) {
        var address = request.remoteAddress();
        var host = address == null ? null : address.hostAddress();
        return host == null ? "unknown" : host;
    }

    private static Optional<Idempotency> idempotency(HttpServerRequest request, Supplier<byte[]> canonical) {
        var key = request.getHeader(IDEMPOTENCY_HEADER);
        if (key == null) {
            return Optional.empty();
        }
        if (key.isBlank() || key.length() > Idempotency.MAX_KEY) {
            throw new ProblemThrown(Problem.invalid(
                    "request.invalid",
                    "Expected an idempotency key of 1 to %d characters".formatted(Idempotency.MAX_KEY),
                    Map.of(IDEMPOTENCY_HEADER, List.of("invalid"))));
        }
        return Optional.of(new Idempotency(key, Bytes.wrap(canonical.get())));
    }

    /** The W3C trace context that a request belongs to, where it says one. */
    public static Optional<String> traceparent(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("traceparent"))
                .filter(text -> TRACEPARENT.matcher(text).matches());
    }
}
