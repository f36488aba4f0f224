package io.privicore.domain.kernel;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one way a rule says no. The pipeline turns it into a command's outcome, the edge into an answer; nothing else
 * catches it. Its text names what was expected and what is, never a secret.
 */
public final class Refusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String field;
    private final String scope;
    private final transient @Nullable Duration retryAfter;

    public Refusal(Reason reason, String expectation) {
        this(reason, expectation, reason.field(), "", null);
    }

    private Refusal(Reason reason, String expectation, String field, String scope, @Nullable Duration retryAfter) {
        super(expectation, null, false, false);
        this.scope = scope;
        this.reason = reason;
        this.field = field;
        this.retryAfter = retryAfter;
    }

    /** The same refusal, said of another request field than the reason's usual one. */
    public Refusal about(String otherField) {
        return new Refusal(reason, String.valueOf(getMessage()), otherField, scope, retryAfter);
    }

    /** The same refusal with the time after which asking again makes sense. */
    public Refusal until(Duration delay) {
        return new Refusal(reason, String.valueOf(getMessage()), field, scope, delay);
    }

    /** The same refusal with the scope that a token would need. */
    public Refusal needing(String neededScope) {
        return new Refusal(reason, String.valueOf(getMessage()), field, neededScope, retryAfter);
    }

    public Reason reason() {
        return reason;
    }

    /** The request field at fault, or an empty text where the refusal is not about a field. */
    public String field() {
        return field;
    }

    /** The scope that a token would need, or an empty text where it is not about one. */
    public String scope() {
        return scope;
    }

    /** When asking again makes sense, where that is known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
