package io.privicore.adapters.rest.edge;

import io.privicore.adapters.rest.alias.Aliases;
import io.privicore.adapters.rest.caller.Callers;
import io.privicore.adapters.rest.channel.Acknowledgements;
import io.privicore.adapters.rest.form.BodyRoute;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.FormReader;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.limits.Limits;
import io.privicore.adapters.rest.problem.Problem;
import io.privicore.adapters.rest.problem.ProblemThrown;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.Caller;
import io.privicore.application.Caller.Credential;
import io.privicore.application.Privicore;
import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.pipeline.Held;
import io.privicore.application.query.ProfileQuery;
import io.privicore.application.query.Query;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What all operations have in common: the fields are read into a record, the port is called, the answer is rendered. */
@Singleton
public final class Edge {

    public static final String COMMAND_HEADER = "X-DPT-CAB-ID";
    public static final String REQUEST_HEADER = "X-DPT-CAB-REQUEST-ID";

    /** The field under which a call that votes have agreed to names the command it was held under. */
    public static final String PERMIT = "commandId";

    /** How a field that holds a command's id is read. */
    public static final Function<String, CommandId> COMMAND_ID = Values.id(CommandId::new);

    private final Privicore privicore;
    private final Acknowledgements acknowledgements;
    private final FormReader forms;

    Edge(Privicore privicore, Acknowledgements acknowledgements, Limits limits) {
        this.privicore = privicore;
        this.acknowledgements = acknowledgements;
        this.forms = new FormReader(limits.fields());
    }

    /** Submits a command for a caller who must show a token. 202 with its id. */
    public Response submit(RoutingContext http, Function<Form, ? extends Command> read) {
        return receipt(accept(http, read, false), Json.object());
    }

    /** Submits a command that anybody may submit. */
    public Response submitOpenly(RoutingContext http, Function<Form, ? extends Command> read) {
        return receipt(accept(http, read, true), Json.object());
    }

    /** Submits a command whose receipt says more than its id. */
    public Response submit(
            RoutingContext http, Function<Form, ? extends Command> read, Function<CommandId, Json> more) {
        var command = accept(http, read, false);
        return receipt(command, more.apply(command));
    }

    /** Asks for a caller who must show a token. 200 with the view of what comes back. */
    public <R> Response ask(RoutingContext http, Function<Form, ? extends Query<R>> read, Function<? super R, ?> view) {
        return answerOrHold(http, read, answer -> ok(view.apply(answer)), false);
    }

    /** Asks for a caller who must show a token, where the answer is more than 200 and a view. */
    public <R> Response respond(
            RoutingContext http, Function<Form, ? extends Query<R>> read, Function<? super R, Response> answer) {
        return answerOrHold(http, read, answer, false);
    }

    /** Asks for a caller who must show a token, and answers with what is written while the client takes it. */
    public <R> Response stream(
            RoutingContext http,
            Function<Form, ? extends Query<R>> read,
            String type,
            Function<? super R, StreamingOutput> body) {
        try {
            return Response.fromResponse(ok(body.apply(answer(http, read, false))))
                    .type(type)
                    .build();
        } catch (Held held) {
            return hold(http, held.command());
        }
    }

    /** Asks what anybody may ask. */
    public <R> Response askOpenly(
            RoutingContext http, Function<Form, ? extends Query<R>> read, Function<? super R, ?> view) {
        return answerOrHold(http, read, answer -> ok(view.apply(answer)), true);
    }

    /** Asks for whoever shows a name and its secret by HTTP Basic. */
    public <R> Response askWithSecret(
            RoutingContext http,
            BiFunction<? super Credential.Basic, ? super Form, ? extends Query<R>> read,
            Function<? super R, ?> view) {
        return askWith(http, Callers::basic, read, view);
    }

    /** Asks for whoever shows by HTTP Basic what is made out of the request. */
    public <P, R> Response askWith(
            RoutingContext http,
            Function<? super HttpServerRequest, Optional<P>> proof,
            BiFunction<? super P, ? super Form, ? extends Query<R>> read,
            Function<? super R, ?> view) {
        try {
            P shown = proof.apply(http.request()).orElseThrow(Edge::noSecret);
            return answerOrHold(http, form -> read.apply(shown, form), answer -> ok(view.apply(answer)), true);
        } catch (Refusal refusal) {
            throw new ProblemThrown(Problem.of(refusal).ofSecret());
        }
    }

    /** What comes back when anybody asks, for answers that are more than 200 and a view, and that no policy holds. */
    public <R> R answerOpenly(RoutingContext http, Function<Form, ? extends Query<R>> read) {
        return answer(http, read, true);
    }

    public static Response ok(Object view) {
        return Response.ok(view).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private <R> Response answerOrHold(
            RoutingContext http,
            Function<Form, ? extends Query<R>> read,
            Function<? super R, Response> respond,
            boolean openly) {
        try {
            return respond.apply(answer(http, read, openly));
        } catch (Held held) {
            return hold(http, held.command());
        }
    }

    private <R> R answer(RoutingContext http, Function<Form, ? extends Query<R>> read, boolean openly) {
        var anybody = Callers.of(http.request());
        var form = question(http, anybody, openly);
        var call = read(
                http,
                form,
                fields -> {
                    // First, so that it is read whatever becomes of the other fields.
                    Optional<CommandId> permit = fields.optional(PERMIT, COMMAND_ID);
                    return new Call<R>(read.apply(fields), permit);
                },
                anybody,
                openly);
        var caller =
                call.permit().map(permit -> Callers.permitted(anybody, permit)).orElse(anybody);
        return privicore.ask(caller, call.query());
    }

    /** The fields of a call that is answered at once. The permit of a body may as well stand in the query string. */
    private Form question(RoutingContext http, Caller caller, boolean openly) {
        var form = form(http, caller, openly);
        var query = http.request().query();
        if (query != null && http.request().method().equals(HttpMethod.POST)) {
            try {
                form.takeOver(PERMIT, forms.query(query, UnaryOperator.identity()));
            } catch (ProblemThrown problem) {
                throw afterAuthorisation(caller, openly, problem);
            }
        }
        return form;
    }

    /** Nothing but votes can settle the command, so it is early enough to await its answer from now on. */
    private Response hold(RoutingContext http, CommandId command) {
        try (var submission = acknowledgements.begin()) {
            submission.accepted(command);
        }
        http.addEndHandler(_ -> flushed(http, command));
        return receipt(command, Json.object());
    }

    private CommandId accept(RoutingContext http, Function<Form, ? extends Command> read, boolean openly) {
        var anybody = Callers.of(http.request());
        var form = form(http, anybody, openly);
        var command = read(http, form, read, anybody, openly);
        var caller = submitter(http, form, anybody, openly);
        CommandId id;
        try (var submission = acknowledgements.begin()) {
            id = privicore.submit(caller, command).command();
            submission.accepted(id);
        }
        http.addEndHandler(_ -> flushed(http, id));
        return id;
    }

    /**
     * The answer is written when its end is told, and flushed when the connection's own thread has come to what was
     * handed to it before.
     */
    private void flushed(RoutingContext http, CommandId command) {
        Context loop = BodyRoute.loop(http);
        if (loop == null) {
            acknowledgements.flushed(command);
        } else {
            loop.runOnContext(_ -> acknowledgements.flushed(command));
        }
    }

    private Form form(RoutingContext http, Caller caller, boolean openly) {
        var request = http.request();
        try {
            if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
                return forms.query(request.query(), Aliases.fields(request.path()));
            }
            return forms.body(
                    request.getHeader(HttpHeaders.CONTENT_TYPE), BodyRoute.of(http), Aliases.fields(request.path()));
        } catch (ProblemThrown problem) {
            throw afterAuthorisation(caller, openly, problem);
        }
    }

    private <T> T read(
            RoutingContext http, Form form, Function<Form, ? extends T> record, Caller caller, boolean openly) {
        try {
            // What a query string carries beyond what is asked for does no harm; in a body it is a mistake.
            return http.request().method().equals(HttpMethod.POST) ? form.read(record) : form.readKnown(record);
        } catch (ProblemThrown | Refusal no) {
            throw afterAuthorisation(caller, openly, no);
        }
    }

    /** Who submits the command that the form says. */
    private Caller submitter(RoutingContext http, Form form, Caller anybody, boolean openly) {
        var request = http.request();
        try {
            return Callers.of(request, () -> form.canonical(request.method() + " " + http.normalizedPath()));
        } catch (ProblemThrown problem) {
            throw afterAuthorisation(anybody, openly, problem);
        }
    }

    /** A stranger learns that a token is needed, not which fields an operation has. */
    private <E extends RuntimeException> E afterAuthorisation(Caller caller, boolean openly, E no) {
        if (!openly) {
            privicore.ask(caller, new ProfileQuery.Expiry());
        }
        return no;
    }

    private static Refusal noSecret() {
        return new Refusal(
                Reason.UNAUTHENTICATED, "Expected a client id and its secret by HTTP Basic, but got none of the kind");
    }

    private static Response receipt(CommandId command, Json more) {
        var body = Json.of("commandId", command);
        more.fields().forEach((field, value) -> body.with(field, String.valueOf(value)));
        var answer = Response.accepted(body)
                .header(COMMAND_HEADER, command.toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        var request = more.fields().get("requestId");
        return request == null
                ? answer.build()
                : answer.header(REQUEST_HEADER, request).build();
    }

    /** What is asked, and under which command it was held before. */
    private record Call<R>(Query<R> query, Optional<CommandId> permit) {}
}
