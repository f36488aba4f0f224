package io.privicore.adapters.rest.token;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.edge.PublicAddress;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.limits.Limits;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.adapters.rest.view.Pages;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.RequestId;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.TokenText;
import io.privicore.application.query.TokenQuery;
import io.privicore.application.query.TokenQuery.TemporaryTokenView;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.token.Attributes;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.FileMeta;
import io.privicore.domain.token.Ttl;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Singleton
@Path("/data-token")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "data-token")
public final class TokenResource {

    private static final String PERMANENT = "dtk-kq3Jx0…";
    private static final String DATA = "aGVsbG8sIHdvcmxk";

    private static final UnaryOperator<String> EXTENSION = Values.upTo(FileMeta.MAX_EXTENSION);
    private static final UnaryOperator<String> FILE_CONTEXT = Values.upTo(DataContext.MAX);
    private static final UnaryOperator<String> PATH = Values.upTo(FileMeta.MAX_PATH);

    private final Edge edge;
    private final PublicAddress address;
    private final Function<String, Bytes> inline;

    TokenResource(Edge edge, PublicAddress address, Limits limits) {
        this.edge = edge;
        this.address = address;
        this.inline = Values.base64(limits.inlineData());
    }

    @POST
    @Path("reserve-token-space")
    @Described(
            title = "Reserve token space",
            about = "Reserves space for data. Fetch the temporary token with retrieve-temporary-data-token under the "
                    + "command's id; it ends with its time to live.",
            scope = "data-token:write",
            fields = {
                @Field(name = "context", example = "invoices", about = "What the data is about: 1–1024 characters."),
                @Field(
                        name = "ttl",
                        example = "5",
                        about = "Minutes, 1–1440; 5 when left out.",
                        type = Type.INTEGER,
                        required = false),
                @Field(
                        name = "meta",
                        example = "{\"type\": \"invoice\"}",
                        about = "Free fields.",
                        type = Type.OBJECT,
                        required = false)
            })
    public Response reserve(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new TokenCommand.Reserve(
                        form.required("context", DataContext::new),
                        form.optional("ttl", Values.integer(Ttl::new), Ttl.DEFAULT),
                        form.object("meta")));
    }

    @GET
    @Path("retrieve-temporary-data-token/{commandId}")
    @Described(
            title = "Retrieve temporary data token",
            about = "The temporary token of a reservation, and where to upload a stream for it: `stream`, which is "
                    + "`{stream_server_id}:{stream_server_port}/?auth={auth}`. Every call makes a fresh `auth` and ends "
                    + "the last. 404 until the command is settled and after the reservation has expired.",
            scope = "data-token:write",
            answer = """
                    {"token": "tmp-Zx81…", "stream": "https://tokens.example.com:443/?auth=st-9aV…",
                     "stream_server_id": "https://tokens.example.com", "stream_server_port": 443, "auth": "st-9aV…"}""")
    public Response temporary(@Context RoutingContext http, @PathParam("commandId") String commandId) {
        return edge.ask(
                http,
                _ -> new TokenQuery.RetrieveTemporary(new CommandId(Values.idOrNone(commandId))),
                token -> view(token, http));
    }

    @POST
    @Path("exchange-data-for-token")
    @Described(
            title = "Exchange data for token",
            about = "Hands data in for a reservation. The outcome's body is the permanent token. At most 51,200 bytes; "
                    + "more goes through a stream (413 `data_token.payload_too_large`).",
            scope = "data-token:write",
            fields = {
                @Field(
                        name = "temporaryTokenSpace",
                        example = "tmp-Zx81…",
                        about = "The temporary token; `token` is another name of the field."),
                @Field(name = "data", example = DATA, about = "The data as base64.", type = Type.BASE64)
            },
            rejections = {"data_token.expired", "data_token.already_exchanged", "storage.no_device"})
    public Response exchange(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new TokenCommand.Exchange(
                        form.required("temporaryTokenSpace", TokenText::new), form.required("data", inline)));
    }

    @POST
    @Path("request-data")
    @Described(
            title = "Request data via token",
            about = "Asks for the data. It is sent to the profile's channels as a message of type "
                    + "`X-DPT-CAB-REQUEST-ID` with the `requestId` of the answer, which the header "
                    + "`X-DPT-CAB-REQUEST-ID` carries too.",
            scope = "data-token:read",
            fields = @Field(name = "token", example = PERMANENT, about = "The permanent token."),
            receipt = """
                    {"commandId": "6f1c0f0e-2f7b-4c39-9d5a-0a4a3c1de001", "requestId": "c2d0c0a4-3ad1-3a55-b4c5-b1b0ad3c2f10"}""",
            rejections = {"data_token.not_found", "storage.unavailable"})
    public Response requestData(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new TokenCommand.RequestData(
                        form.required("token", TokenText::new), address.of(http).url()),
                command -> Json.of("requestId", RequestId.of(command)));
    }

    @POST
    @Path("configure-information-security-risk-meta")
    @Described(
            title = "Configure information security risk meta",
            about = "Puts free fields over the risk fields that are there.",
            scope = "data-token:write",
            fields = {
                @Field(name = "token", example = PERMANENT, about = "A temporary or permanent token."),
                @Field(
                        name = "classification",
                        example = "confidential",
                        about = "How sensitive the data is.",
                        required = false),
                @Field(name = "label", example = "finance", about = "A label.", required = false),
                @Field(
                        name = "handling",
                        example = "do not forward",
                        about = "How to handle the data.",
                        required = false)
            },
            freeFields = true,
            rejections = "data_token.not_found")
    public Response configureRisk(@Context RoutingContext http) {
        return edge.submit(http, form -> {
            var token = form.required("token", TokenText::new);
            return new TokenCommand.ConfigureRisk(token, form.rest());
        });
    }

    @POST
    @Path("configure-file-meta")
    @Described(
            title = "Configure file meta",
            about = "Says what file lies behind the token, and answers with the permanent token. 409 "
                    + "`data_token.not_exchanged` while there is none.",
            scope = "data-token:write",
            fields = {
                @Field(name = "token", example = PERMANENT, about = "A temporary or permanent token."),
                @Field(name = "fileName", example = "invoice-17.pdf", about = "1–200 characters."),
                @Field(name = "extension", example = "pdf", about = "May be empty."),
                @Field(name = "context", example = "invoices", about = "What the file is about; may be empty."),
                @Field(name = "size", example = "18231", about = "In bytes.", type = Type.INTEGER),
                @Field(name = "path", example = "/2026/02", about = "Where it lay; may be empty.")
            },
            held = true,
            answer = "{\"token\": \"" + PERMANENT + "\"}")
    public Response configureFile(@Context RoutingContext http) {
        return edge.ask(
                http,
                form -> new TokenQuery.ConfigureFile(
                        form.required("token", TokenText::new),
                        new FileMeta(
                                form.required("fileName", Name::new),
                                form.text("extension", true, EXTENSION),
                                form.text("context", true, FILE_CONTEXT),
                                form.required("size", Values::size, 0L),
                                form.text("path", true, PATH))),
                token -> Json.of("token", token));
    }

    @GET
    @Path("list-data-tokens")
    @Described(
            title = "List data tokens",
            about = "The profile's data tokens, the newest first. A filter's value must equal the field, or with a "
                    + "trailing `*` be its beginning. `deleted=true` lists erased tokens instead, each with "
                    + "`erasure: {keyDestroyedAt, confirmed, expected}`.",
            scope = "data-token:read",
            fields = {
                @Field(
                        name = "filters[meta.file.fileName]",
                        example = "invoice*",
                        about = "By file name.",
                        required = false),
                @Field(
                        name = "filters[meta.file.extension]",
                        example = "pdf",
                        about = "By extension.",
                        required = false),
                @Field(
                        name = "filters[meta.data.type]",
                        example = "invoice",
                        about = "By the free field `type`.",
                        required = false),
                @Field(name = "filters[context]", example = "invoices", about = "By context.", required = false),
                @Field(name = "filters[token]", example = PERMANENT, about = "One token.", required = false),
                @Field(
                        name = "deleted",
                        example = "false",
                        about = "Whether to list erased tokens.",
                        type = Type.BOOLEAN,
                        required = false),
                @Field(name = "page", example = "1", about = "From 1.", type = Type.INTEGER, required = false),
                @Field(
                        name = "perPage",
                        example = "25",
                        about = "1–200; 25 when left out.",
                        type = Type.INTEGER,
                        required = false)
            },
            answer = """
                    {"items": [{"token": "dtk-kq3Jx0…", "context": "invoices", "fileName": "invoice-17.pdf",
                      "extension": "pdf", "size": 18231, "path": "/2026/02", "classification": "confidential",
                      "meta": {"file": {"fileName": "invoice-17.pdf", "extension": "pdf", "context": "invoices",
                        "size": 18231, "path": "/2026/02"}, "data": {"type": "invoice"},
                        "information_security_risk": {"classification": "confidential"}},
                      "version": 1, "replicas": {"held": 3, "expected": 3},
                      "createdAt": "2026-02-21T15:33:44+00:00", "updatedAt": "2026-02-21T15:33:44+00:00"}],
                     "meta": {"count": 1, "page": 1, "perPage": 25, "pages": 1}}""")
    public Response list(@Context RoutingContext http) {
        return edge.ask(http, TokenListing::query, page -> Pages.of(page, TokenListing::view));
    }

    @POST
    @Path("update-data")
    @Described(
            title = "Update data token",
            about =
                    "Replaces the data under the same token by a new version. Metadata groups left out stay as they are.",
            scope = "data-token:write",
            fields = {
                @Field(name = "dataToken", example = PERMANENT, about = "The permanent token."),
                @Field(name = "data", example = DATA, about = "The data as base64.", type = Type.BASE64),
                @Field(
                        name = "meta",
                        example = "{\"information_security_risk\": {\"classification\": \"secret\"}, \"file\": "
                                + "{\"fileName\": \"invoice-17.pdf\"}, \"data\": {\"type\": \"invoice\"}}",
                        about = "The groups `information_security_risk`, `file` and `data`.",
                        type = Type.OBJECT,
                        required = false)
            },
            rejections = {"data_token.not_found", "data_token.busy", "storage.no_device"})
    public Response update(@Context RoutingContext http) {
        return edge.submit(http, form -> {
            var token = form.required("dataToken", TokenText::new);
            var data = form.required("data", inline);
            var meta = form.group("meta");
            return new TokenCommand.Update(
                    token, data, meta.map(groups -> attributes(groups, data)).orElse(Attributes.NONE));
        });
    }

    @POST
    @Path("update-data-token")
    @Described(
            title = "Update data token metadata",
            about = "Changes what is said about the data, not the data.",
            scope = "data-token:write",
            fields = {
                @Field(name = "token", example = PERMANENT, about = "The permanent token."),
                @Field(name = "fileName", example = "invoice-18.pdf", about = "Its new name.", required = false),
                @Field(name = "extension", example = "pdf", about = "Its new extension.", required = false),
                @Field(name = "context", example = "invoices", about = "Its new context.", required = false)
            },
            rejections = "data_token.not_found")
    public Response updateMetadata(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new TokenCommand.UpdateMetadata(
                        form.required("token", TokenText::new),
                        form.optional("fileName", Name::new),
                        form.optional("extension", EXTENSION),
                        form.optional("context", DataContext::new)));
    }

    @POST
    @Path("delete-data")
    @Described(
            title = "Delete data",
            about = "Destroys the key of the data at once and tells the devices to erase what they hold. The outcome's "
                    + "body is the id of the erasure receipt.",
            scope = "data-token:write",
            fields = @Field(name = "token", example = PERMANENT, about = "The permanent token."),
            rejections = "data_token.not_found")
    public Response delete(@Context RoutingContext http) {
        return edge.submit(http, form -> new TokenCommand.Delete(form.required("token", TokenText::new)));
    }

    private static Attributes attributes(Form meta, Bytes data) {
        var file = meta.group("file")
                .map(fields -> new FileMeta(
                        fields.required("fileName", Name::new),
                        fields.text("extension", false, EXTENSION),
                        fields.text("context", false, FILE_CONTEXT),
                        fields.optional("size", Values::size, (long) data.length()),
                        fields.text("path", false, PATH)));
        return new Attributes(file, meta.object("information_security_risk"), meta.object("data"));
    }

    private Json view(TemporaryTokenView token, RoutingContext http) {
        var base = address.of(http);
        return Json.of("token", token.token())
                .with("stream", base.url() + "/?auth=" + token.streamToken())
                .with("stream_server_id", base.host())
                .with("stream_server_port", base.port())
                .with("auth", token.streamToken());
    }
}
