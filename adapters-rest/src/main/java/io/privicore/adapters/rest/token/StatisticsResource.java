package io.privicore.adapters.rest.token;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.query.Granularity;
import io.privicore.application.query.Periods;
import io.privicore.application.query.TokenQuery.CountTransactions;
import io.privicore.application.query.TokenQuery.TransactionCount;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Singleton
@Path("/data-token")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "data-token")
public final class StatisticsResource {

    private final Edge edge;
    private final InstantSource clock;

    StatisticsResource(Edge edge, InstantSource clock) {
        this.edge = edge;
        this.clock = clock;
    }

    @GET
    @Path("transaction-count-statistics")
    @Described(
            title = "Get data token transaction count statistics",
            about = "How often tokens were reserved, exchanged, requested, updated and deleted, and how many bytes of "
                    + "data came in (exchanges, updates) and went out (data handed over), hour by hour, day by day or "
                    + "month by month in UTC. Oldest first; every period is there, also one in which nothing happened, "
                    + "and whole, also if `from` or `to` lies within it. At most 1,000 periods. What was done is "
                    + "counted a moment later.",
            scope = "data-token:read",
            fields = {
                @Field(
                        name = "from",
                        example = "2026-02-01",
                        about =
                                "The first period is the one that holds this time: ISO 8601 with offset, or a date. When "
                                        + "left out, there are 24 hours, 30 days or 12 months until `to`.",
                        required = false),
                @Field(
                        name = "to",
                        example = "2026-03-01T00:00:00Z",
                        about = "The last period is the one before this time, or that holds it. When left out, now.",
                        required = false),
                @Field(
                        name = "granularity",
                        example = "day",
                        about = "`hour`, `day` or `month`; `day` when left out.",
                        required = false)
            },
            answer = """
                    {"items": [{"period": "2026-02-01T00:00:00+00:00", "reserved": 12, "exchanged": 11, "requested": 40,
                      "updated": 2, "deleted": 1, "bytesIn": 482113, "bytesOut": 1736020}]}""")
    public Response count(@Context RoutingContext http) {
        return edge.ask(http, this::query, counts -> Json.of("items", Json.list(counts, StatisticsResource::view)));
    }

    private CountTransactions query(Form form) {
        var granularity = form.optional("granularity", Granularity::of, Granularity.DAY);
        var to = form.optional("to", Values::moment, clock.instant());
        // Read as a whole with the beginning, so that a beginning that does not go with the rest is its fault.
        var periods = form.optional("from", from -> new Periods(granularity, Values.moment(from), to));
        return new CountTransactions(periods.orElseGet(() -> Periods.until(to, granularity)));
    }

    private static Json view(TransactionCount count) {
        var counts = count.counts();
        return Json.of("period", count.period())
                .with("reserved", counts.reserved())
                .with("exchanged", counts.exchanged())
                .with("requested", counts.requested())
                .with("updated", counts.updated())
                .with("deleted", counts.deleted())
                .with("bytesIn", counts.bytesIn())
                .with("bytesOut", counts.bytesOut());
    }
}
