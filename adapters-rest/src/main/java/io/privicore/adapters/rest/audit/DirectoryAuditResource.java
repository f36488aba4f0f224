package io.privicore.adapters.rest.audit;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.application.query.AuditQuery.DirectoryTrail;
import io.privicore.application.query.AuditQuery.ExportDirectoryTrail;
import io.privicore.domain.kernel.DirectoryId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Singleton
@Path("/directory/audit/{directoryId}")
@Produces({MediaType.APPLICATION_JSON, TrailViews.LINES, "application/jsonl"})
@RunOnVirtualThread
@Tag(name = "directory")
public final class DirectoryAuditResource {

    private final Edge edge;

    DirectoryAuditResource(Edge edge) {
        this.edge = edge;
    }

    @GET
    @Described(
            title = "Retrieve directory audit trail",
            about =
                    "What was done on the directory, for its auditors, administrators and owner; otherwise as a profile's own "
                            + "trail.",
            scope = "directory:read",
            fieldsOf = TrailViews.class,
            answer = TrailViews.PAGE)
    public Response ofDirectory(@Context RoutingContext http, @PathParam("directoryId") String directoryId) {
        var directory = new DirectoryId(Values.idOrNone(directoryId));
        return TrailViews.answer(
                edge,
                http,
                (filter, paging) -> new DirectoryTrail(directory, filter, paging),
                filter -> new ExportDirectoryTrail(directory, filter));
    }
}
