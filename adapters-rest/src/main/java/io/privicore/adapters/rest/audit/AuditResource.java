package io.privicore.adapters.rest.audit;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.application.query.AuditQuery.ExportOwnTrail;
import io.privicore.application.query.AuditQuery.OwnTrail;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Singleton
@Path("/profile/audit")
@Produces({MediaType.APPLICATION_JSON, TrailViews.LINES, "application/jsonl"})
@RunOnVirtualThread
@Tag(name = "profile")
public final class AuditResource {

    private final Edge edge;

    AuditResource(Edge edge) {
        this.edge = edge;
    }

    @GET
    @Described(
            title = "Retrieve audit trail",
            about =
                    "What was done by the profile and on its behalf: who, what, on what, with what outcome, when, from where; the "
                            + "newest first. An entry stands there a moment after its operation. With `Accept: application/x-ndjson` "
                            + "the whole trail comes as JSON lines, the oldest first, for `privicore verify-audit`; filters narrow it, "
                            + "and then it cannot be verified as a whole.",
            scope = "profile:read",
            fields = {
                @Field(
                        name = "filters[operation]",
                        example = "device.*",
                        about = "A wire name such as `device.approve`, or the beginning of some with a trailing `*`.",
                        required = false),
                @Field(
                        name = "filters[outcome]",
                        example = "rejected",
                        about = "`accepted`, `held`, `agreed`, `succeeded` or `rejected`.",
                        required = false),
                @Field(
                        name = "filters[application]",
                        example = "5d1c2f5e-0b43-4f0e-8a6e-0b8a3a1a7c11",
                        about = "The application that acted for the profile.",
                        required = false),
                @Field(
                        name = "filters[device]",
                        example = "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11",
                        about = "The device that acted.",
                        type = Type.ID,
                        required = false),
                @Field(
                        name = "filters[from]",
                        example = "2026-02-21T00:00:00Z",
                        about = "The earliest.",
                        required = false),
                @Field(
                        name = "filters[to]",
                        example = "2026-02-22T00:00:00Z",
                        about = "The end; what is at that very time is not shown.",
                        required = false),
                @Field(name = "page", example = "1", about = "From 1.", type = Type.INTEGER, required = false),
                @Field(
                        name = "perPage",
                        example = "25",
                        about = "1–200; 25 when left out.",
                        type = Type.INTEGER,
                        required = false)
            },
            answer = TrailViews.PAGE)
    public Response ofProfile(@Context RoutingContext http) {
        return TrailViews.answer(edge, http, OwnTrail::new, ExportOwnTrail::new);
    }
}
