package io.privicore.application.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.command.Operation;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class OperationsTest {

    private static final Pattern WIRE_NAME = Pattern.compile("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*");

    @Test
    void areAllDeclaredUnderNamesOfOneForm() {
        assertThat(Operations.all()).isNotEmpty();
        assertThat(Operations.all().values()).extracting(Operation::value).allMatch(WIRE_NAME.asMatchPredicate());
    }
}
