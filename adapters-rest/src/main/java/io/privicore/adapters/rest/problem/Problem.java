package io.privicore.adapters.rest.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A no as RFC 9457 writes it.
 *
 * @param key the machine-readable reason
 * @param errors what is wrong with which field; for status 422 only
 * @param retryAfter in how many seconds another try makes sense
 * @param challenge how to show who one is; where that is what the problem is about
 */
public record Problem(
        int status,
        String key,
        String detail,
        Map<String, List<String>> errors,
        OptionalInt retryAfter,
        String challenge) {

    public static final String MEDIA_TYPE = "application/problem+json";
    public static final String SCIM_MEDIA_TYPE = "application/scim+json";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What is asked for where a token is needed. */
    private static final String TOKEN = "Bearer realm=\"privicore\"";

    /** What is asked for where a name and its secret are needed. */
    private static final String SECRET = "Basic realm=\"privicore\", charset=\"UTF-8\"";

    private static final int THROTTLED_FOR = 5;
    private static final int UNAVAILABLE_FOR = 1;

    public static Problem of(int status, String key, String detail) {
        return new Problem(
                status,
                key,
                detail,
                Map.of(),
                status == 503 ? OptionalInt.of(UNAVAILABLE_FOR) : OptionalInt.empty(),
                TOKEN);
    }

    /** Fields that cannot be read or are not known. */
    public static Problem invalid(String key, String detail, Map<String, List<String>> errors) {
        return new Problem(422, key, detail, errors, OptionalInt.empty(), TOKEN);
    }

    public static Problem of(Refusal refusal) {
        var reason = refusal.reason();
        var detail = String.valueOf(refusal.getMessage());
        var problem =
                switch (reason.kind()) {
                    case MALFORMED -> of(400, reason.key(), detail);
                    case INVALID -> invalid(reason.key(), detail, errors(refusal));
                    case UNAUTHENTICATED -> of(401, reason.key(), detail);
                    case FORBIDDEN -> of(403, reason.key(), detail);
                    case MISSING -> of(404, reason.key(), detail);
                    case CONFLICT -> of(409, reason.key(), detail);
                    case TOO_LARGE -> of(413, reason.key(), detail);
                    case THROTTLED ->
                        new Problem(429, reason.key(), detail, Map.of(), OptionalInt.of(THROTTLED_FOR), TOKEN);
                    case UNAVAILABLE -> of(503, reason.key(), detail);
                };
        var challenging = reason == Reason.INSUFFICIENT_SCOPE ? problem.ofScope(refusal.scope()) : problem;
        return refusal.retryAfter().map(challenging::after).orElse(challenging);
    }

    /** The same problem where it is a name and a secret by HTTP Basic that are asked for, and no token. */
    public Problem ofSecret() {
        return new Problem(status, key, detail, errors, retryAfter, SECRET);
    }

    /** The same problem where the token has too few scopes (RFC 6750). */
    private Problem ofScope(String needed) {
        var scope = needed.isEmpty() ? "" : ", scope=\"%s\"".formatted(needed);
        return new Problem(status, key, detail, errors, retryAfter, TOKEN + ", error=\"insufficient_scope\"" + scope);
    }

    /** Whether it is about how to show who one is, or about what was shown. */
    public boolean isChallenging() {
        return status == 401 || key.equals(Reason.INSUFFICIENT_SCOPE.key());
    }

    /** The problem as JSON text. */
    public String json(String instance) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", "urn:privicore:problem:" + key);
        fields.put("title", title());
        fields.put("status", status);
        fields.put("detail", detail);
        fields.put("instance", instance);
        fields.put("key", key);
        if (status == 422) {
            fields.put("errors", errors);
        }
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same as RFC 7644 writes it, for those who do not know problem details. */
    public String scim() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("schemas", List.of("urn:ietf:params:scim:api:messages:2.0:Error"));
        fields.put("status", String.valueOf(status));
        fields.put("detail", detail);
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Problem after(Duration delay) {
        long seconds = delay.plusSeconds(1).minusNanos(1).toSeconds();
        return new Problem(
                status, key, detail, errors, OptionalInt.of(Math.clamp(seconds, 1, Integer.MAX_VALUE)), challenge);
    }

    private static Map<String, List<String>> errors(Refusal refusal) {
        return refusal.field().isEmpty()
                ? Map.of()
                : Map.of(refusal.field(), List.of(refusal.reason().key()));
    }

    private String title() {
        return switch (status) {
            case 400 -> "Malformed request";
            case 401 -> "Authorization needed";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 406 -> "Not acceptable";
            case 408 -> "Timed out";
            case 409 -> "Conflict";
            case 413 -> "Too large";
            case 415 -> "Unsupported media type";
            case 416 -> "Range not satisfiable";
            case 422 -> "Validation failed";
            case 429 -> "Too many requests";
            case 503 -> "Unavailable";
            default -> status >= 500 ? "Internal error" : "Request refused";
        };
    }
}
