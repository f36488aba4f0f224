package io.privicore.bootstrap.docs;

import static java.util.stream.Collectors.joining;

import io.privicore.adapters.rest.problem.Problem;
import io.privicore.application.command.Command;
import io.privicore.application.command.Operation;
import io.privicore.application.engine.AuthorizationMatrix;
import io.privicore.application.engine.AuthorizationMatrix.Answer;
import io.privicore.application.engine.AuthorizationMatrix.Party;
import io.privicore.application.engine.AuthorizationMatrix.Row;
import io.privicore.application.engine.Operations;
import io.privicore.application.event.EventCatalogue;
import io.privicore.application.query.Query;
import io.privicore.domain.access.Scope;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the code knows of itself, as tables in Markdown. */
final class Tables {

    private static final String GENERATED = "Made from the code by `./privicore docs`.\n";

    private static final String LEGEND = """

            | who | is |
            |---|---|
            %s

            | answer | is |
            |---|---|
            | yes | 200, or 202 for a command |
            | self | yes where it is about the caller itself, else as \"role\" |
            | proof | it asks for a secret of its own and for no token: yes to whoever shows it, else 401 |
            | 401 | `access.unauthenticated` |
            | key | 403 `profile.public_key_missing` |
            | scope | 403 `oauth.insufficient_scope` |
            | role | 403 `directory.forbidden` |
            | 404 | the reason in the last column, exactly as where there is no such thing: at once where the operation is on a \
            directory or answers at once, else as the outcome of the command |
            """;

    private Tables() {}

    static String commands() {
        return operations("Commands", "What can be asked of the platform and changes something.", Command.class);
    }

    static String queries() {
        return operations("Queries", "What can be asked of the platform and changes nothing.", Query.class);
    }

    static String events() {
        return page(
                "Events",
                "What the platform tells of, by its wire name; [events.md](../events.md) says how.",
                List.of("event", "record", "fields"),
                EventCatalogue.all().entrySet().stream()
                        .map(event -> List.of(code(event.getValue()), record(event.getKey()), fields(event.getKey()))));
    }

    static String reasons() {
        return page(
                "Reasons",
                "Every reason for a no: its key in problem details and outcomes, and the HTTP status it is answered with.",
                List.of("key", "kind", "status", "field"),
                Arrays.stream(Reason.values())
                        .map(reason -> List.of(
                                code(reason.key()),
                                words(reason.kind()),
                                Integer.toString(
                                        Problem.of(new Refusal(reason, "")).status()),
                                reason.field().isEmpty() ? "" : code(reason.field()))));
    }

    /** What everybody is told, by the declarations alone; tests hold it against what really happens. */
    static String authorization() {
        var head = Stream.concat(
                Stream.concat(
                        Stream.of("operation"), Arrays.stream(Party.values()).map(Party::word)),
                Stream.of("404 is"));
        return page(
                        "Authorization",
                        "Who gets which answer from every operation.",
                        head.toList(),
                        AuthorizationMatrix.declared().stream().map(Tables::answers))
                + LEGEND.formatted(parties());
    }

    private static List<String> answers(Row row) {
        var answers = Arrays.stream(Party.values()).map(row::answer).map(Answer::word);
        return Stream.of(
                        Stream.of(code(row.operation())),
                        answers,
                        Stream.of(row.foreign().map(Tables::code).orElse("")))
                .flatMap(Function.identity())
                .toList();
    }

    private static String parties() {
        return Arrays.stream(Party.values())
                .map(party -> "| %s | %s |".formatted(party.word(), party.description()))
                .collect(joining("\n"));
    }

    private static String operations(String title, String about, Class<?> kind) {
        return page(
                title,
                about,
                List.of("operation", "record", "fields", "caller", "scope", "without a public key"),
                Operations.all().entrySet().stream()
                        .filter(entry -> kind.isAssignableFrom(entry.getKey()))
                        .sorted(Comparator.comparing(entry -> entry.getValue().value()))
                        .map(Tables::operation));
    }

    private static List<String> operation(Map.Entry<Class<?>, Operation> entry) {
        var operation = entry.getValue();
        return List.of(
                code(operation.value()),
                record(entry.getKey()),
                fields(entry.getKey()),
                words(operation.access()),
                operation.scope() == Scope.NONE ? "" : code(operation.scope().wire()),
                operation.withoutPublicKey() ? "yes" : "");
    }

    private static String page(String title, String about, List<String> head, Stream<List<String>> rows) {
        return "# %s%n%n%s %s%n%s%n%s%n%s%n"
                .formatted(
                        title,
                        about,
                        GENERATED,
                        row(head),
                        "|---".repeat(head.size()) + "|",
                        rows.map(Tables::row).collect(joining("\n")));
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(joining(" | ", "| ", " |"));
    }

    private static String record(Class<?> type) {
        return code(type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName());
    }

    private static String fields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> code(component.getName()))
                .collect(joining(", "));
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
