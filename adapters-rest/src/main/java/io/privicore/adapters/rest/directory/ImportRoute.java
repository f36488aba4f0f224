package io.privicore.adapters.rest.directory;

import io.privicore.adapters.rest.caller.Callers;
import io.privicore.adapters.rest.channel.Acknowledgements;
import io.privicore.adapters.rest.csv.CsvFile;
import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.BodyRoute;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.FormReader;
import io.privicore.adapters.rest.form.Unread;
import io.privicore.adapters.rest.limits.Limits;
import io.privicore.adapters.rest.problem.Problem;
import io.privicore.adapters.rest.problem.ProblemMapper;
import io.privicore.adapters.rest.problem.ProblemThrown;
import io.privicore.adapters.rest.stream.Inflow;
import io.privicore.adapters.rest.stream.Stalled;
import io.privicore.adapters.rest.stream.StreamSettings;
import io.privicore.adapters.rest.stream.Tempo;
import io.privicore.application.Caller;
import io.privicore.application.Privicore;
import io.privicore.application.UserFiles;
import io.privicore.application.UserFiles.Row;
import io.privicore.application.command.CommandId;
import io.privicore.application.query.ProfileQuery;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where files of users come in. Their bodies are read as they come, on a virtual thread each, so that a file of any length
 * takes little memory.
 */
@Singleton
public final class ImportRoute {

    private static final int ORDER = -600;
    private static final int BATCH = 500;
    private static final Pattern CSV =
            Pattern.compile("text/csv\\s*(;\\s*(charset\\s*=\\s*\"?utf-?8\"?|header\\s*=\\s*present)\\s*)*");

    private final UserFiles files;
    private final Privicore privicore;
    private final Acknowledgements acknowledgements;
    private final StreamSettings settings;
    private final Limits limits;
    private final FormReader forms;
    private final Executor threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("import-", 0).factory());

    ImportRoute(
            UserFiles files,
            Privicore privicore,
            Acknowledgements acknowledgements,
            StreamSettings settings,
            Limits limits) {
        this.files = files;
        this.privicore = privicore;
        this.acknowledgements = acknowledgements;
        this.settings = settings;
        this.limits = limits;
        this.forms = new FormReader(limits.fields());
    }

    void register(@Observes Router router) {
        router.post(BodyRoute.STREAMED + ":directoryId").order(ORDER).handler(this::take);
    }

    /** What the query string says. */
    private record Wanted(MatchBy matchBy, boolean dryRun) {}

    private void take(RoutingContext http) {
        var loop = Vertx.currentContext();
        var body = new Inflow(http.request(), loop, Tempo.of(settings));
        threads.execute(() -> {
            try {
                var command = taken(http, body);
                loop.runOnContext(_ -> answer(http, command));
            } catch (Refusal refusal) {
                refuse(http, loop, body, Problem.of(refusal));
            } catch (ProblemThrown thrown) {
                refuse(http, loop, body, thrown.problem());
            } catch (Stalled stalled) {
                refuse(http, loop, body, Problem.of(408, "stream.idle", String.valueOf(stalled.getMessage())));
            } catch (IOException broken) {
                refuse(http, loop, body, Problem.of(400, "request.malformed", String.valueOf(broken.getMessage())));
            } catch (RuntimeException failure) {
                refuse(http, loop, body, ProblemMapper.unforeseen(failure));
            }
        });
    }

    private CommandId taken(RoutingContext http, Inflow body) throws IOException {
        var caller = Callers.of(http.request());
        // A stranger learns that a token is needed, and nothing of what an import wants.
        privicore.ask(caller, new ProfileQuery.Expiry());
        var wanted =
                forms.query(http.request().query(), UnaryOperator.identity()).read(ImportRoute::wanted);
        requireCsv(http.request().getHeader(HttpHeaders.CONTENT_TYPE));
        var directory = DirectoryResource.inPath(http.pathParam("directoryId"));
        try (var taking = files.begin(caller, directory, wanted.matchBy(), wanted.dryRun())) {
            var bytes = new Measured(body, limits.userFile());
            var file = new CsvFile(bytes, isKnown());
            requireKey(file, wanted.matchBy());
            for (var rows = file.next(BATCH); !rows.isEmpty(); rows = file.next(BATCH)) {
                taking.add(rows.stream()
                        .map(row -> new Row(row.line(), row.cells()))
                        .toList());
            }
            var digest = bytes.digest();
            return submit(Callers.of(http.request(), () -> canonical(directory, wanted, digest)), taking, digest);
        }
    }

    private CommandId submit(Caller caller, UserFiles.Taking taking, String digest) {
        try (var submission = acknowledgements.begin()) {
            var command = taking.submit(caller, digest).command();
            submission.accepted(command);
            return command;
        }
    }

    private static Wanted wanted(Form form) {
        return new Wanted(form.required("key", ImportRoute::matchBy), form.flag("dryRun"));
    }

    private static MatchBy matchBy(String text) {
        return Arrays.stream(MatchBy.values())
                .filter(by -> by.wire().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected one of %s"
                        .formatted(Arrays.stream(MatchBy.values())
                                .map(MatchBy::wire)
                                .collect(Collectors.joining(", ")))));
    }

    private static Predicate<String> isKnown() {
        return column -> UserFiles.COLUMNS.contains(column)
                || (column.startsWith(UserFiles.META) && column.length() > UserFiles.META.length());
    }

    private static void requireKey(CsvFile file, MatchBy matchBy) {
        if (!file.columns().contains(matchBy.wire())) {
            throw new Refusal(
                    Reason.IMPORT_MALFORMED,
                    "Expected a column \"%s\", by which users are known, but there is none".formatted(matchBy.wire()));
        }
    }

    private static void requireCsv(String type) {
        if (type == null || !CSV.matcher(type.strip().toLowerCase(Locale.ROOT)).matches()) {
            throw new ProblemThrown(Problem.of(
                    415, "request.unsupported_media_type", "Expected text/csv in UTF-8, but got another type."));
        }
    }

    private static byte[] canonical(DirectoryId directory, Wanted wanted, String digest) {
        return "POST import-users\n%s\n%s\n%b\n%s"
                .formatted(directory, wanted.matchBy(), wanted.dryRun(), digest)
                .getBytes(StandardCharsets.UTF_8);
    }

    private void answer(RoutingContext http, CommandId command) {
        http.addEndHandler(_ -> {
            Context loop = BodyRoute.loop(http);
            if (loop == null) {
                acknowledgements.flushed(command);
            } else {
                loop.runOnContext(_ -> acknowledgements.flushed(command));
            }
        });
        http.response()
                .setStatusCode(202)
                .putHeader(Edge.COMMAND_HEADER, command.toString())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end("{\"commandId\":\"%s\"}".formatted(command));
    }

    private static void refuse(RoutingContext http, Context loop, Inflow body, Problem problem) {
        loop.runOnContext(_ -> {
            if (body.isEnded()) {
                ProblemMapper.answer(http, problem);
            } else {
                Unread.answer(http, problem);
            }
        });
    }
}
