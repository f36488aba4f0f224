package io.privicore.bootstrap.docs;

import static java.util.stream.Collectors.joining;

import io.privicore.adapters.rest.problem.Problem;
import io.privicore.application.command.Command;
import io.privicore.application.command.Operation;
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
import java.util.stream.Stream;

/** What the code knows of itself, as tables in Markdown. */
final class Tables {

    private static final String GENERATED = "Made from the code by `./privicore docs`.\n";

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
