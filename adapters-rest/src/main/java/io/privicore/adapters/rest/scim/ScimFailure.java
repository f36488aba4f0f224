package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.exceptions.ScimException;
import io.privicore.adapters.rest.problem.Problem;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.io.Serial;
import java.util.Optional;

/** A no in the words of RFC 7644. */
final class ScimFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";

    private final int status;
    private final String type;
    private final transient Optional<Problem> problem;

    /** @param type the keyword of RFC 7644 or 9865, or an empty text */
    ScimFailure(int status, String type, String detail) {
        this(status, type, detail, Optional.empty());
    }

    private ScimFailure(int status, String type, String detail, Optional<Problem> problem) {
        super(detail, null, false, false);
        this.status = status;
        this.type = type;
        this.problem = problem;
    }

    static ScimFailure invalidValue(String detail) {
        return new ScimFailure(400, "invalidValue", detail);
    }

    static ScimFailure invalidFilter(String detail) {
        return new ScimFailure(400, "invalidFilter", detail);
    }

    static ScimFailure invalidSyntax(String detail) {
        return new ScimFailure(400, "invalidSyntax", detail);
    }

    static ScimFailure mutability(String detail) {
        return new ScimFailure(400, "mutability", detail);
    }

    static ScimFailure missing(String what) {
        return new ScimFailure(404, "", "Expected %s, but there is none".formatted(what));
    }

    static ScimFailure outdated() {
        return new ScimFailure(412, "", "Expected the version that was asked for, but it has changed");
    }

    static ScimFailure of(ScimException failure) {
        var error = failure.getScimError();
        var status = error.getStatus();
        var said = error.getScimType();
        return new ScimFailure(
                status == null ? 400 : status, said == null ? "" : said, String.valueOf(failure.getMessage()));
    }

    static ScimFailure of(Refusal refusal) {
        var mapped = of(refusal.reason(), String.valueOf(refusal.getMessage()));
        return new ScimFailure(mapped.status, mapped.type, mapped.detail(), Optional.of(Problem.of(refusal)));
    }

    static ScimFailure of(Problem problem) {
        int status = problem.status() == 422 ? 400 : problem.status();
        return new ScimFailure(status, status == 400 ? "invalidSyntax" : "", problem.detail(), Optional.of(problem));
    }

    /** What a reason is called here. */
    static ScimFailure of(Reason reason, String detail) {
        return switch (reason) {
            case USERNAME_TAKEN, DIRECTORY_EXTERNAL_ID_TAKEN, GROUP_NAME_TAKEN ->
                new ScimFailure(409, "uniqueness", detail);
            case DIRECTORY_VERSION_MISMATCH -> outdated();
            case DIRECTORY_NOT_MANAGED, DIRECTORY_OWNER_STAYS -> mutability(detail);
            case PASSWORD_REUSED, PASSWORD_TOO_YOUNG -> invalidValue(detail);
            case DIRECTORY_TOO_MANY -> new ScimFailure(400, "tooMany", detail);
            default ->
                switch (reason.kind()) {
                    case MALFORMED -> invalidSyntax(detail);
                    case INVALID -> invalidValue(detail);
                    case UNAUTHENTICATED -> new ScimFailure(401, "", detail);
                    case FORBIDDEN -> new ScimFailure(403, "", detail);
                    case MISSING -> new ScimFailure(404, "", detail);
                    case CONFLICT -> new ScimFailure(409, "", detail);
                    case TOO_LARGE -> new ScimFailure(413, "", detail);
                    case THROTTLED -> new ScimFailure(429, "", detail);
                    case UNAVAILABLE -> new ScimFailure(503, "", detail);
                };
        };
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    /** What was wrong in the platform's own words, where it is more than SCIM can say. */
    Optional<Problem> problem() {
        return problem;
    }

    ObjectNode json() {
        var error = ScimJson.object();
        error.putArray("schemas").add(SCHEMA);
        error.put("status", String.valueOf(status));
        if (!type.isEmpty()) {
            error.put("scimType", type);
        }
        return error.put("detail", detail());
    }
}
