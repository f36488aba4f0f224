package io.privicore.adapters.rest.directory;

import io.privicore.adapters.rest.csv.CsvTable;
import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.command.CommandId;
import io.privicore.application.query.DirectoryQuery;
import io.privicore.application.query.DirectoryQuery.ImportView;
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

/** The users of a directory as a file, and how imports of such files stand. */
@Singleton
@Path("/directory")
@Produces({MediaType.APPLICATION_JSON, CsvTable.TYPE})
@RunOnVirtualThread
@Tag(name = "directory")
public final class UserTableResource {

    private final Edge edge;

    UserTableResource(Edge edge) {
        this.edge = edge;
    }

    @GET
    @Path("export-users/{directoryId}")
    @Described(
            title = "Export directory users",
            about = "Everybody in the directory, by username, as CSV: `username`, `givenName`, `familyName`, `email`, "
                    + "`externalId`, `role`, `state` and a column `meta.…` for every free field. It can be imported again. A cell "
                    + "that a spreadsheet would take for a formula has an apostrophe in front.",
            scope = "directory:read",
            answer = "\"username,givenName,familyName,email,externalId,role,state,meta.team\\r\\nada@acme.example,Ada,"
                    + "Lovelace,ada@acme.example,E-1815,member,active,research\\r\\n\"")
    public Response export(@Context RoutingContext http, @PathParam("directoryId") String directoryId) {
        return edge.stream(
                http,
                _ -> new DirectoryQuery.ExportUsers(DirectoryResource.inPath(directoryId)),
                CsvTable.TYPE,
                CsvTable::of);
    }

    @GET
    @Path("retrieve-import/{directoryId}/{importId}")
    @Described(
            title = "Retrieve user import",
            about =
                    "How the import of that command id stands. `state` is `waiting` (for votes), `running`, `done` or `broken-off`, which "
                            + "`reason` explains. It is kept until `keptUntil`, seven days after its end.",
            scope = "directory:read",
            answer = """
            {"commandId": "6f1c0f0e-2f7b-4c39-9d5a-0a4a3c1de001", "key": "externalId", "dryRun": false, "state": "running",
             "reason": null, "rows": 50000, "created": 1200, "updated": 40, "unchanged": 7, "refused": 3,
             "startedAt": "2026-02-20T08:00:00+00:00", "endedAt": null, "keptUntil": null}""")
    public Response retrieve(
            @Context RoutingContext http,
            @PathParam("directoryId") String directoryId,
            @PathParam("importId") String importId) {
        return edge.ask(
                http,
                _ -> new DirectoryQuery.RetrieveImport(DirectoryResource.inPath(directoryId), command(importId)),
                UserTableResource::view);
    }

    @GET
    @Path("import-report/{directoryId}/{importId}")
    @Described(
            title = "Retrieve user import report",
            about = "What became of each row so far, as CSV: the `line` where it begins in the file, the `action` "
                    + "(`created`, `updated`, `unchanged` or `refused`), the `profileId`, and of a refused one the `reason` and the "
                    + "`column` at fault.",
            scope = "directory:read",
            answer = "\"line,action,profileId,reason,column\\r\\n2,created,1b4e28ba-2fa1-41d2-883f-0016d3cca427,,\\r\\n"
                    + "3,refused,,import.row_invalid,email\\r\\n\"")
    public Response report(
            @Context RoutingContext http,
            @PathParam("directoryId") String directoryId,
            @PathParam("importId") String importId) {
        return edge.stream(
                http,
                _ -> new DirectoryQuery.ReportImport(DirectoryResource.inPath(directoryId), command(importId)),
                CsvTable.TYPE,
                CsvTable::of);
    }

    private static CommandId command(String importId) {
        return new CommandId(Values.idOrNone(importId));
    }

    private static Json view(ImportView taken) {
        return Json.of("commandId", taken.command())
                .with("key", taken.matchBy().wire())
                .with("dryRun", taken.dryRun())
                .with("state", taken.state())
                .with("reason", taken.reason())
                .with("rows", taken.rows())
                .with("created", taken.created())
                .with("updated", taken.updated())
                .with("unchanged", taken.unchanged())
                .with("refused", taken.refused())
                .with("startedAt", taken.startedAt())
                .with("endedAt", taken.endedAt())
                .with("keptUntil", taken.keptUntil());
    }
}
