package io.privicore.adapters.rest.audit;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.openapi.Described;
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
            fieldsOf = TrailViews.class,
            answer = TrailViews.PAGE)
    public Response ofProfile(@Context RoutingContext http) {
        return TrailViews.answer(edge, http, OwnTrail::new, ExportOwnTrail::new);
    }
}
