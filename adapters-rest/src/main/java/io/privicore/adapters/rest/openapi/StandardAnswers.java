package io.privicore.adapters.rest.openapi;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** What comes out of the endpoints that any OAuth client knows, which refuse in the words of RFC 6749. */
final class StandardAnswers {

    private static final String SCHEMA = "OauthError";

    private StandardAnswers() {}

    static boolean are(String path) {
        return path.startsWith("/oauth/") || path.startsWith("/.well-known/");
    }

    static void components(Components components) {
        components.addSchema(
                SCHEMA,
                OASFactory.createSchema()
                        .type(List.of(SchemaType.OBJECT))
                        .description("Why an OAuth client was refused (RFC 6749, 5.2).")
                        .addProperty("error", text())
                        .addProperty("error_description", text().description("For people."))
                        .required(List.of("error", "error_description")));
        components.addResponse(
                "OauthRefused",
                refusal(
                        "It is not taken, or cannot be read.",
                        "invalid_grant",
                        "Expected a code or token that can be used, but it is unknown, used or has ended"));
        components.addResponse(
                "OauthClientUnknown",
                refusal(
                                "No client id and secret, or not those of an application.",
                                "invalid_client",
                                "Expected the client id and secret of an application, but they do not fit")
                        .addHeader("WWW-Authenticate", header("`Basic`.")));
        components.addResponse(
                "OauthUnavailable",
                refusal(
                                "To be tried again later.",
                                "temporarily_unavailable",
                                "Expected to reach the database, but it is away")
                        .addHeader("Retry-After", header("In how many seconds, where that is known.")));
    }

    static void describe(Operation operation, Said said, String path) {
        var answers = OASFactory.createAPIResponses();
        operation.setResponses(answers);
        if (path.equals("/oauth/authorize")) {
            answers.addAPIResponse("302", redirect());
            answers.addAPIResponse("202", Answers.held(said));
            answers.addAPIResponse("400", mismatch());
            Answers.refer(answers, "401", "Unauthorized");
            Answers.refer(answers, "403", "Forbidden");
            Answers.refer(answers, "422", "Invalid");
            Answers.refer(answers, "503", "Unavailable");
            return;
        }
        answers.addAPIResponse("200", Answers.answer("Done.", said.answer()));
        if (said.secret()) {
            Answers.refer(answers, "400", "OauthRefused");
            Answers.refer(answers, "401", "OauthClientUnknown");
            Answers.refer(answers, "413", "TooLarge");
            Answers.refer(answers, "429", "OauthUnavailable");
            Answers.refer(answers, "503", "OauthUnavailable");
        }
    }

    private static APIResponse redirect() {
        return OASFactory.createAPIResponse()
                .description("Back to the application with `code`, or with `error` and `error_description` where it is "
                        + "refused; in both cases with `iss`, and with `state` as it was given.")
                .addHeader(
                        "Location",
                        OASFactory.createHeader()
                                .description("The registered redirect URI with these parameters.")
                                .schema(text().format("uri")));
    }

    private static APIResponse mismatch() {
        return OASFactory.createAPIResponse()
                .description("No client has this id and this redirect URI; nothing is sent anywhere.")
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
    }

    private static APIResponse refusal(String about, String error, String description) {
        return OASFactory.createAPIResponse()
                .description(about)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + SCHEMA))
                                        .example(Answers.parse("{\"error\": \"%s\", \"error_description\": \"%s\"}"
                                                .formatted(error, description)))));
    }

    private static Header header(String about) {
        return OASFactory.createHeader().description(about).schema(text());
    }

    private static Schema text() {
        return OASFactory.createSchema().type(List.of(SchemaType.STRING));
    }
}
