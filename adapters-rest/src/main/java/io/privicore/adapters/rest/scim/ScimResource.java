package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privicore.adapters.rest.form.BodyRoute;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** SCIM 2.0 of one directory. The protocol has a description of its own, which every directory serves. */
@Singleton
@Path("/scim/v2/{directory}")
@Produces({ScimEdge.MEDIA_TYPE, MediaType.APPLICATION_JSON})
@RunOnVirtualThread
public final class ScimResource {

    private final ScimEdge edge;
    private final ResourceTypes types;
    private final Bulk bulk;
    private final Discovery discovery;

    ScimResource(ScimEdge edge, ResourceTypes types, Bulk bulk, Discovery discovery) {
        this.edge = edge;
        this.types = types;
        this.bulk = bulk;
        this.discovery = discovery;
    }

    @GET
    @Path("{resources: Users|Groups}")
    @Operation(hidden = true)
    public Response list(
            @Context RoutingContext http,
            @PathParam("directory") String directory,
            @PathParam("resources") String resources) {
        return edge.answer(http, directory, call -> types.called(resources)
                .list(call, Listing.ofQuery(http.request().query())));
    }

    @POST
    @Path("{resources: Users|Groups}/.search")
    @Operation(hidden = true)
    public Response search(
            @Context RoutingContext http,
            @PathParam("directory") String directory,
            @PathParam("resources") String resources) {
        return edge.answer(http, directory, call -> types.called(resources).list(call, Listing.ofBody(body(http))));
    }

    @POST
    @Path("{resources: Users|Groups}")
    @Operation(hidden = true)
    public Response create(
            @Context RoutingContext http,
            @PathParam("directory") String directory,
            @PathParam("resources") String resources) {
        return edge.answer(http, directory, call -> types.called(resources).create(call, body(http), shown(http)));
    }

    @GET
    @Path("{resources: Users|Groups}/{id}")
    @Operation(hidden = true)
    public Response get(
            @Context RoutingContext http,
            @PathParam("directory") String directory,
            @PathParam("resources") String resources,
            @PathParam("id") String id) {
        return edge.answer(http, directory, call -> {
            var projection = Listing.projection(http.request().query());
            return unlessKnown(http, types.called(resources).get(call, id, projection));
        });
    }

    @PUT
    @Path("{resources: Users|Groups}/{id}")
    @Operation(hidden = true)
    public Response replace(
            @Context RoutingContext http,
            @PathParam("directory") String directory,
            @PathParam("resources") String resources,
            @PathParam("id") String id) {
        return edge.answer(http, directory, call -> types.called(resources)
                .replace(call, id, body(http), wanted(http), shown(http)));
    }

    @PATCH
    @Path("{resources: Users|Groups}/{id}")
    @Operation(hidden = true)
    public Response modify(
            @Context RoutingContext http,
            @PathParam("directory") String directory,
            @PathParam("resources") String resources,
            @PathParam("id") String id) {
        return edge.answer(http, directory, call -> types.called(resources)
                .modify(call, id, body(http), wanted(http), shown(http)));
    }

    @DELETE
    @Path("{resources: Users|Groups}/{id}")
    @Operation(hidden = true)
    public Response remove(
            @Context RoutingContext http,
            @PathParam("directory") String directory,
            @PathParam("resources") String resources,
            @PathParam("id") String id) {
        return edge.answer(http, directory, call -> types.called(resources).remove(call, id, wanted(http)));
    }

    @POST
    @Path("Bulk")
    @Operation(hidden = true)
    public Response bulk(@Context RoutingContext http, @PathParam("directory") String directory) {
        return edge.answer(http, directory, call -> bulk.run(call, body(http)));
    }

    @GET
    @Path("{kind: ServiceProviderConfig|Schemas|ResourceTypes}")
    @Operation(hidden = true)
    public Response discover(
            @Context RoutingContext http, @PathParam("directory") String directory, @PathParam("kind") String kind) {
        return edge.answer(http, directory, call -> {
            if (Listing.ofQuery(http.request().query()).filter().isPresent()) {
                throw new ScimFailure(403, "", "Expected no filter, for there are only a few of them");
            }
            return discovery.of(call, kind);
        });
    }

    @GET
    @Path("{kind: Schemas|ResourceTypes}/{id}")
    @Operation(hidden = true)
    public Response discoverOne(
            @Context RoutingContext http,
            @PathParam("directory") String directory,
            @PathParam("kind") String kind,
            @PathParam("id") String id) {
        return edge.answer(http, directory, call -> discovery.one(call, kind, id));
    }

    private static Optional<Projection> shown(RoutingContext http) {
        return Optional.of(Listing.projection(http.request().query()));
    }

    private static Optional<Version> wanted(RoutingContext http) {
        return Version.of(http.request().getHeader("If-Match"));
    }

    /** 304 where the client has this version already. */
    private static Answer unlessKnown(RoutingContext http, Answer found) {
        var version = Version.of(found.version().orElse(""));
        boolean known = Version.of(http.request().getHeader("If-None-Match"))
                .filter(seen -> version.filter(
                                present -> seen.matches(present.revisions().getFirst()))
                        .isPresent())
                .isPresent();
        return known ? new Answer(304, Optional.empty(), found.location(), found.version()) : found;
    }

    private static ObjectNode body(RoutingContext http) {
        var said = http.request().getHeader("Content-Type");
        var type = said == null ? "" : said.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals(ScimEdge.MEDIA_TYPE) && !type.equals(MediaType.APPLICATION_JSON)) {
            throw new ScimFailure(415, "", "Expected application/scim+json or application/json");
        }
        return ScimJson.read(BodyRoute.of(http));
    }
}
