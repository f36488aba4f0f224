package io.privicore.adapters.rest.openapi;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** The two operations whose bodies are streams. They are routes and no resources, so they are described by hand. */
final class StreamOperations {

    private static final String STREAM_TOKEN = "streamToken";
    private static final String PROBLEM = "application/problem+json";
    private static final String BYTES = "application/octet-stream";

    private StreamOperations() {}

    static void add(OpenAPI api) {
        api.getComponents()
                .addSecurityScheme(
                        STREAM_TOKEN,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.QUERY)
                                .name("auth")
                                .description("The token that is part of a stream's address and works once."));
        api.getPaths()
                .addPathItem("/", OASFactory.createPathItem().POST(upload()).GET(download()));
    }

    private static Operation upload() {
        return operation("postStream", "Upstream file via stream auth", """
                        Hands data of any length in for the reservation whose `stream` address this is. The body is the data as it is, \
                        whatever its content type, with a length or chunked. When it is answered with 200, enough devices hold all of \
                        it; the permanent token is told as the outcome of the reservation's command. When it is refused or breaks off, \
                        nothing is kept, and the reservation can be used with a fresh stream token.""")
                .addParameter(
                        header("Content-Disposition", "attachment; filename=\"invoice-17.pdf\"", "Names the file."))
                .addParameter(header(
                        "Content-Digest",
                        "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:",
                        "The SHA-256 of the data (RFC 9530), which is verified."))
                .requestBody(OASFactory.createRequestBody().required(true).content(bytes()))
                .responses(OASFactory.createAPIResponses()
                        .addAPIResponse("200", uploaded("How the upload stood after each chunk"))
                        .addAPIResponse("202", held())
                        .addAPIResponse("400", problem("The token is not valid, or the body broke off."))
                        .addAPIResponse("408", problem("The client sent nothing for too long."))
                        .addAPIResponse("409", problem("The reservation has data already."))
                        .addAPIResponse("413", problem("The stream is too long."))
                        .addAPIResponse("422", problem("The data has another digest."))
                        .addAPIResponse("503", problem("No device, or none that takes the data in time.")));
    }

    private static Operation download() {
        return operation("getStream", "Download data", """
                        Gives data out that was requested and is too long to be sent inline. The address works once as a whole; a \
                        download that broke off is taken up again with `Range`, until the last byte was delivered or the address has \
                        expired. What ends before `Content-Length` is broken off, since no device could serve it or it was deleted.""")
                .addParameter(header("Range", "bytes=1048576-", "One range; several are passed over."))
                .responses(OASFactory.createAPIResponses()
                        .addAPIResponse(
                                "200",
                                OASFactory.createAPIResponse()
                                        .description("The data, with `Content-Digest` and `Content-Disposition`.")
                                        .content(bytes()))
                        .addAPIResponse(
                                "206",
                                OASFactory.createAPIResponse()
                                        .description("The part asked for, with `Content-Range` and `Repr-Digest`.")
                                        .content(bytes()))
                        .addAPIResponse("400", problem("The token is not valid."))
                        .addAPIResponse("416", problem("The range lies outside of the data."))
                        .addAPIResponse("503", problem("No device serves the data.")));
    }

    private static Operation operation(String id, String title, String about) {
        return OASFactory.createOperation()
                .operationId(id)
                .summary(title)
                .description(about)
                .tags(List.of("data-token"))
                .security(List.of(OASFactory.createSecurityRequirement().addScheme(STREAM_TOKEN)));
    }

    /** The header names the command that ends with the votes. */
    private static APIResponse held() {
        return uploaded("A policy holds it until votes agree. How the upload stood after each chunk")
                .addHeader(
                        "X-DPT-CAB-ID",
                        OASFactory.createHeader().description("The command id.").schema(text().format("uuid")));
    }

    private static APIResponse uploaded(String about) {
        var example = Answers.parse("""
                [{"chunk": 0, "streamSize": 2097152, "received": 1048576, "name": "invoice-17.pdf", "context": "invoices",
                  "started": "2026-02-21T15:33:44+00:00", "current": "2026-02-21T15:33:44+00:00", "delta": 0.012}]""");
        return OASFactory.createAPIResponse()
                .description(about + "; `streamSize` is -1 where no length was declared.")
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/json",
                                OASFactory.createMediaType()
                                        .schema(Answers.schema(example))
                                        .example(example)));
    }

    private static APIResponse problem(String about) {
        return OASFactory.createAPIResponse()
                .description(about)
                .content(OASFactory.createContent()
                        .addMediaType(
                                PROBLEM,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
    }

    private static Parameter header(String name, String example, String about) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .description(about)
                .schema(text())
                .example(example);
    }

    private static Content bytes() {
        return OASFactory.createContent()
                .addMediaType(BYTES, OASFactory.createMediaType().schema(text().format("binary")));
    }

    private static Schema text() {
        return OASFactory.createSchema().type(List.of(SchemaType.STRING));
    }
}
