package io.privicore.application.engine;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.command.Operation;
import io.privicore.application.engine.AuthorizationMatrix.Answer;
import io.privicore.application.engine.AuthorizationMatrix.Party;
import io.privicore.application.engine.AuthorizationMatrix.Row;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What operations declare, held against what somebody meant. */
final class AuthorizationMatrixTest {

    private static final String ADVICE =
            "%s answers otherwise than authorization.txt says: mend the declaration, or the line if that was meant";

    private final Map<String, Row> declared =
            AuthorizationMatrix.declared().stream().collect(toMap(Row::operation, Function.identity()));

    @Test
    void hasEveryOperationOnce() {
        assertThat(AuthorizationMatrix.expected())
                .extracting(Row::operation)
                .as("every operation has a line in authorization.txt")
                .containsExactlyInAnyOrderElementsOf(
                        Operations.all().values().stream().map(Operation::value).toList());
    }

    @TestFactory
    Stream<DynamicTest> isWhatWasMeant() {
        return AuthorizationMatrix.expected().stream()
                .map(row -> DynamicTest.dynamicTest(row.operation(), () -> {
                    var found = Objects.requireNonNull(declared.get(row.operation()), "a declaration");
                    assertThat(found.answers()).as(ADVICE, row.operation()).isEqualTo(row.answers());
                    assertThat(found.foreign()).as(ADVICE, row.operation()).isEqualTo(row.foreign());
                }));
    }

    @Test
    void letsNobodyButTheOwnersPeopleIntoADirectory() {
        assertThat(declared.values())
                .filteredOn(row -> AuthorizationMatrix.isOnDirectory(row.operation()))
                .hasSizeGreaterThan(20)
                .allSatisfy(row -> {
                    assertThat(row.answer(Party.STRANGER)).isEqualTo(Answer.NOT_FOUND);
                    assertThat(row.answer(Party.INACTIVE)).isEqualTo(Answer.NOT_FOUND);
                    assertThat(row.answer(Party.NARROW)).isEqualTo(Answer.SCOPE_MISSING);
                });
    }
}
