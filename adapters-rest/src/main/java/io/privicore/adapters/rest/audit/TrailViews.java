package io.privicore.adapters.rest.audit;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.openapi.Fields;
import io.privicore.adapters.rest.view.Json;
import io.privicore.adapters.rest.view.Pages;
import io.privicore.application.query.AuditQuery;
import io.privicore.application.query.AuditQuery.Filter;
import io.privicore.application.query.Page;
import io.privicore.application.query.Paging;
import io.privicore.application.query.TrailExport;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.audit.Link;
import io.privicore.domain.kernel.DeviceId;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** How trails are asked for and shown, whoever they belong to. */
@Fields({
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
    @Field(name = "filters[from]", example = "2026-02-21T00:00:00Z", about = "The earliest.", required = false),
    @Field(
            name = "filters[to]",
            example = "2026-02-22T00:00:00Z",
            about = "The end; what is at that very time is not shown.",
            required = false),
    @Field(name = "page", example = "1", about = "From 1.", type = Type.INTEGER, required = false),
    @Field(name = "perPage", example = "25", about = "1–200; 25 when left out.", type = Type.INTEGER, required = false)
})
final class TrailViews {

    static final String LINES = "application/x-ndjson";

    static final String PAGE = """
            {"items": [{"number": 7, "at": "2026-02-21T15:33:44.987Z", "operation": "device.approve", "outcome": "succeeded",
              "reason": null, "profile": "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "application": null, "device": null,
              "address": "192.0.2.7", "commandId": "6f1c0f0e-2f7b-4c39-9d5a-0a4a3c1de001",
              "about": {"device": "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11"},
              "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}],
             "meta": {"count": 1, "page": 1, "perPage": 25, "pages": 1}}""";

    private static final int LONGEST = 100;
    private static final Set<String> FILTERS = Set.of("operation", "outcome", "application", "device", "from", "to");

    private TrailViews() {}

    /** A trail, whoever's: a page of it, or all of it as lines where the caller accepts them. */
    static Response answer(
            Edge edge,
            RoutingContext http,
            BiFunction<Filter, Paging, AuditQuery<Page<Link>>> page,
            Function<Filter, AuditQuery<TrailExport>> export) {
        var accept = http.request().getHeader(HttpHeaders.ACCEPT);
        if (accept == null || lines(accept).isEmpty()) {
            return edge.ask(
                    http,
                    form -> page.apply(filter(form), Values.paging(form)),
                    trail -> Pages.of(trail, TrailViews::view));
        }
        return edge.stream(http, form -> export.apply(filter(form)), LINES, TrailViews::lines);
    }

    private static Filter filter(Form form) {
        return form.group("filters").map(TrailViews::read).orElse(Filter.NONE);
    }

    private static Filter read(Form filters) {
        // A mistyped filter must not list everything.
        filters.names().stream()
                .filter(name -> !FILTERS.contains(name))
                .forEach(name -> filters.fault(name, "unknown", "there is no such filter"));
        return new Filter(
                filters.optional("operation", Values.text(LONGEST)),
                filters.optional("outcome", AuditOutcome::ofWire),
                filters.optional("application", Values.text(LONGEST)),
                filters.optional("device", Values.id(DeviceId::new)),
                filters.optional("from", Values::moment),
                filters.optional("to", Values::moment));
    }

    private static Json view(Link link) {
        var entry = link.entry();
        return Json.of("number", link.number())
                .with("at", entry.at().toString())
                .with("operation", entry.operation())
                .with("outcome", entry.outcome().wire())
                .with("reason", entry.reason())
                .with("profile", entry.profile())
                .with("application", entry.application())
                .with("device", entry.device())
                .with("address", entry.address())
                .with("commandId", entry.command())
                .with("about", Map.copyOf(entry.about()))
                .with("hash", HexFormat.of().formatHex(link.hash().view()));
    }

    /** Whether the caller wants lines and not a page. */
    private static Optional<String> lines(String accept) {
        return accept.contains(LINES) || accept.contains("application/jsonl") ? Optional.of(LINES) : Optional.empty();
    }

    /** Written as the client takes it, so that however long it is, little of it is in memory. */
    private static StreamingOutput lines(TrailExport export) {
        return output -> {
            for (var lines = export.next(); lines.isPresent(); lines = export.next()) {
                output.write((String.join("\n", lines.get()) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        };
    }
}
