package io.privicore.adapters.rest.utility;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.command.CommandId;
import io.privicore.application.query.CommandQuery;
import io.privicore.application.query.CommandQuery.StatusView;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.UtilityQuery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Singleton
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "utility")
public final class UtilityResource {

    private final Edge edge;

    UtilityResource(Edge edge) {
        this.edge = edge;
    }

    @GET
    @Path("health")
    @Described(
            title = "Check server health",
            about = "Whether everything the platform leans on can be reached. 503 and `down` when something cannot.",
            open = true,
            answer = """
                    {"status": "ok", "checks": {"database": "up", "broker": "up"}}""")
    public Response health(@Context RoutingContext http) {
        var health = edge.answerOpenly(http, _ -> new UtilityQuery.Health());
        Map<String, String> checks = health.checks().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, check -> check.getValue() ? "up" : "down"));
        return Response.status(health.isUp() ? 200 : 503)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Json.of("status", health.isUp() ? "ok" : "down").with("checks", checks))
                .build();
    }

    @GET
    @Path("request-status/{commandId}")
    @Described(
            title = "Request command id status",
            about = "How a command stands: 202 while it is started, 200 once it is settled. `command_status` is 1 "
                    + "(started), 2 (succeeded) or 3 (rejected). `body`, the result or the reason key, is shown to "
                    + "the profile that submitted the command and is `null` for everybody else. So is `detail`, which "
                    + "is there where more is known of a rejection, such as the poll that denied it.",
            open = true,
            answer = """
                    {"commandId": "6f1c0f0e-2f7b-4c39-9d5a-0a4a3c1de001", "command_status": 2, "status": "succeeded",
                     "body": "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "submittedAt": "2026-02-21T15:33:44+00:00",
                     "settledAt": "2026-02-21T15:33:44+00:00"}""")
    public Response status(@Context RoutingContext http, @PathParam("commandId") String commandId) {
        var view = edge.answerOpenly(http, _ -> new CommandQuery.Status(command(commandId)));
        return Response.status(view.state() == CommandState.STARTED ? 202 : 200)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Json.of("commandId", view.command())
                        .with("command_status", view.state().wire())
                        .with("status", word(view))
                        .with("body", view.body())
                        .with("submittedAt", view.submittedAt())
                        .with("settledAt", view.settledAt())
                        .withPresent("detail", view.detail()))
                .build();
    }

    @POST
    @Path("request-status/{commandId}")
    @Described(
            title = "Request command id status",
            about = "How a command stands, as one bare word: `started`, `succeeded` or `rejected`.",
            open = true,
            answer = "\"succeeded\"")
    public Response statusWord(@Context RoutingContext http, @PathParam("commandId") String commandId) {
        return edge.askOpenly(http, _ -> new CommandQuery.Status(command(commandId)), view -> '"' + word(view) + '"');
    }

    private static CommandId command(String commandId) {
        return new CommandId(Values.idOrNone(commandId));
    }

    private static String word(StatusView view) {
        return view.state().name().toLowerCase(Locale.ROOT);
    }
}
