package io.privicore.application.directory;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.command.Command;
import io.privicore.application.command.DirectoryOperation;
import io.privicore.application.directory.Organisation.Person;
import io.privicore.application.engine.AuthorizationMatrix;
import io.privicore.application.engine.AuthorizationMatrix.Party;
import io.privicore.application.engine.AuthorizationMatrix.Row;
import io.privicore.application.port.Commands;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.Query;
import io.privicore.domain.access.Scope;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Everybody calls everything, and is told what was meant. */
final class EveryOperationTest {

    /** What those are told who may not, and nobody else. */
    private static final Set<String> REFUSALS = Set.of(
            Reason.UNAUTHENTICATED.key(),
            Reason.PROFILE_SUSPENDED.key(),
            Reason.PUBLIC_KEY_MISSING.key(),
            Reason.INSUFFICIENT_SCOPE.key(),
            Reason.DIRECTORY_FORBIDDEN.key(),
            Reason.DIRECTORY_NOT_FOUND.key());

    /** What those are told who show no good secret. */
    private static final Set<String> UNPROVEN = Arrays.stream(Reason.values())
            .filter(reason -> reason.kind() == Reason.Kind.UNAUTHENTICATED)
            .map(reason -> "refused " + reason.key())
            .collect(toSet());

    /** Where everything is tried in vain, so that once is enough to make it. */
    private final Organisation untouched = new Organisation();

    private final Subjects subjects = untouched.subjects(untouched.situation.owner);
    private final Map<List<Object>, Person> people = new HashMap<>();

    @TestFactory
    Stream<DynamicContainer> answersEverybodyAsWasMeant() {
        return AuthorizationMatrix.expected().stream()
                .map(row -> DynamicContainer.dynamicContainer(
                        row.operation(),
                        Arrays.stream(Party.values())
                                .map(party -> DynamicTest.dynamicTest(party.word(), () -> check(row, party)))));
    }

    /** What it may do to members and auditors it may not do to its like. */
    @TestFactory
    Stream<DynamicTest> letsNoAdministratorReachAnotherOneOrTheOwner() {
        var another = untouched.person(Party.ADMINISTRATOR, Scope.NONE).profile();
        return AuthorizationMatrix.expected().stream()
                .filter(row -> AuthorizationMatrix.isCommand(row.operation()))
                .map(row -> inVain(row, Party.ADMINISTRATOR))
                .filter(call -> call.example() instanceof DirectoryOperation operation
                        && operation.about().isPresent())
                .map(call -> DynamicTest.dynamicTest(call.row().operation(), () -> {
                    for (var above : List.of(another, subjects.profile())) {
                        assertThat(call.about(subjects.about(above)).told())
                                .isEqualTo("rejected " + Reason.DIRECTORY_FORBIDDEN.key());
                    }
                }));
    }

    private void check(Row row, Party party) {
        switch (row.answer(party)) {
            case YES -> assertAllowed(row, inEarnest(row, party).told());
            case SELF -> {
                var call = inEarnest(row, party);
                assertThat(call.told()).isEqualTo("refused " + Reason.DIRECTORY_FORBIDDEN.key());
                assertAllowed(
                        row,
                        call.about(call.subjects().about(call.person().profile()))
                                .told());
            }
            case PROOF -> assertThat(inEarnest(row, party).told()).isIn(UNPROVEN);
            case UNAUTHENTICATED -> assertRefused(inVain(row, party), Reason.UNAUTHENTICATED);
            case KEY_MISSING -> assertRefused(inVain(row, party), Reason.PUBLIC_KEY_MISSING);
            case SCOPE_MISSING -> assertRefused(inVain(row, party), Reason.INSUFFICIENT_SCOPE);
            case ROLE_TOO_SMALL ->
                assertThat(inVain(row, party).told()).isEqualTo("refused " + Reason.DIRECTORY_FORBIDDEN.key());
            case NOT_FOUND -> assertNotFound(inVain(row, party));
        }
    }

    /** Nothing is said of what there is. */
    private static void assertRefused(Call call, Reason reason) {
        assertThat(call.told()).isEqualTo("refused " + reason.key());
        assertThat(call.about(Subjects.unknown()).told()).isEqualTo("refused " + reason.key());
    }

    private static void assertNotFound(Call call) {
        var operation = call.row().operation();
        boolean isOutcome = AuthorizationMatrix.isCommand(operation) && !AuthorizationMatrix.isOnDirectory(operation);
        var told = call.told();

        assertThat(told)
                .isEqualTo((isOutcome ? "rejected " : "refused ")
                        + call.row().foreign().orElseThrow());
        assertThat(call.about(Subjects.unknown()).told()).isEqualTo(told);
    }

    private static void assertAllowed(Row row, String told) {
        var reason = told.substring(told.indexOf(' ') + 1);
        assertThat(REFUSALS).as(told).doesNotContain(reason);
        assertThat(reason).as(row.operation()).doesNotEndWith("not_found");
    }

    /** Where it may do whatever it does. */
    private static Call inEarnest(Row row, Party party) {
        var here = new Organisation();
        var person = here.person(party, AuthorizationMatrix.scopeOf(row.operation()));
        return new Call(here, row, person, here.subjects(whose(here, party, person)));
    }

    private Call inVain(Row row, Party party) {
        var scope = party == Party.NARROW ? AuthorizationMatrix.scopeOf(row.operation()) : Scope.NONE;
        var person = people.computeIfAbsent(List.of(party, scope), _ -> untouched.person(party, scope));
        return new Call(untouched, row, person, subjects);
    }

    /** The caller's things, where it may have any and is no stranger to them. */
    private static Caller whose(Organisation here, Party party, Person person) {
        return switch (party) {
            case MEMBER, AUDITOR, ADMINISTRATOR, INACTIVE -> person.caller();
            case NOBODY, KEYLESS, SUSPENDED, STRANGER, OWNER, APPLICATION, NARROW -> here.situation.owner;
        };
    }

    private record Call(Organisation here, Row row, Person person, Subjects subjects) {

        Call about(Subjects others) {
            return new Call(here, row, person, others);
        }

        /** "answered" or "accepted", or how it was refused and why. */
        String told() {
            try {
                return switch (example()) {
                    case Command command -> outcome(command);
                    case Query<?> query -> {
                        here.platform.ask(person.caller(), query);
                        yield "answered";
                    }
                    default -> throw new AssertionError("Expected a command or a query");
                };
            } catch (Refusal refusal) {
                return "refused " + refusal.reason().key();
            }
        }

        private Object example() {
            return Objects.requireNonNull(
                    OperationExamples.about(subjects, here.platform).get(row.operation()), "an example");
        }

        private String outcome(Command command) {
            var id = here.platform.submit(person.caller(), command);
            return here.platform
                    .ports
                    .commands()
                    .find(id)
                    .filter(entry -> entry.state() == CommandState.REJECTED)
                    .flatMap(Commands.Entry::body)
                    .map(reason -> "rejected " + reason)
                    .orElse("accepted");
        }
    }
}
