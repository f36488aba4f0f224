package io.privicore.adapters.rest.openapi;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The operation whose body is a file of users. It is a route and no resource, so it is described by hand. */
final class ImportOperation {

    private static final String EXAMPLE = """
            username,givenName,familyName,email,externalId,role,state,meta.team
            ada@acme.example,Ada,Lovelace,ada@acme.example,E-1815,member,active,research
            """;

    private ImportOperation() {}

    static void add(OpenAPI api, String... tokens) {
        var operation = OASFactory.createOperation()
                .operationId("postDirectoryImportUsers")
                .summary("Import directory users")
                .description("""
                        Creates and changes users as the rows of a CSV file say, each by itself: UTF-8, commas, a header. Columns \
                        are `username`, `givenName`, `familyName`, `email`, `externalId`, `role`, `state` and `meta.…` for free \
                        fields; an empty cell leaves what is there. New users have no password: `renew-enrolment` makes a link for \
                        one. The outcome's body is JSON: how many rows there were, and how many users were created, updated, \
                        unchanged and refused.

                        Scope: `directory:write`.

                        May be rejected with `directory.forbidden`, `directory.not_found`, `profile.suspended`, \
                        `oauth.grant_ended`, where whoever began it may not go on.""")
                .tags(List.of("directory"))
                .addParameter(parameter("directoryId", Parameter.In.PATH, "The directory.")
                        .required(true)
                        .schema(text().format("uuid"))
                        .example("9d3f0a64-2f0e-4d0b-8f43-0f6f8f2f7a11"))
                .addParameter(parameter(
                                "key",
                                Parameter.In.QUERY,
                                "By which column a row and a user are the same: `username` or `externalId`.")
                        .required(true)
                        .schema(text())
                        .example("externalId"))
                .addParameter(parameter("dryRun", Parameter.In.QUERY, "Whether only to tell what would be done.")
                        .required(false)
                        .schema(OASFactory.createSchema().type(List.of(SchemaType.BOOLEAN)))
                        .example(true))
                .requestBody(OASFactory.createRequestBody()
                        .required(true)
                        .content(OASFactory.createContent()
                                .addMediaType(
                                        "text/csv",
                                        OASFactory.createMediaType()
                                                .schema(text())
                                                .example(EXAMPLE))))
                .responses(OASFactory.createAPIResponses()
                        .addAPIResponse("202", receipt())
                        .addAPIResponse("401", reference("Unauthorized"))
                        .addAPIResponse("403", reference("Forbidden"))
                        .addAPIResponse("404", reference("NotFound"))
                        .addAPIResponse("409", reference("Conflict"))
                        .addAPIResponse("413", reference("TooLarge"))
                        .addAPIResponse("415", reference("UnsupportedMediaType"))
                        .addAPIResponse("422", reference("Invalid"))
                        .addAPIResponse("503", reference("Unavailable")));
        for (var token : tokens) {
            operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(token));
        }
        operation.addExtension("x-scope", "directory:write");
        api.getPaths()
                .addPathItem(
                        "/directory/import-users/{directoryId}",
                        OASFactory.createPathItem().POST(operation));
    }

    private static APIResponse receipt() {
        return OASFactory.createAPIResponse()
                .description("The whole file is there; the outcome follows.")
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/CommandAccepted"))))
                .addHeader(
                        "X-DPT-CAB-ID",
                        OASFactory.createHeader().description("The command id.").schema(text().format("uuid")));
    }

    private static Parameter parameter(String name, Parameter.In in, String about) {
        return OASFactory.createParameter().name(name).in(in).description(about);
    }

    private static APIResponse reference(String name) {
        return OASFactory.createAPIResponse().ref("#/components/responses/" + name);
    }

    private static Schema text() {
        return OASFactory.createSchema().type(List.of(SchemaType.STRING));
    }
}
