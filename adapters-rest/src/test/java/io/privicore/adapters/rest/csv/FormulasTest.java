package io.privicore.adapters.rest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulasTest {

    private static final String SIGNS = "='+-@\t\r\n＝a1 ";

    @ParameterizedTest
    @ValueSource(
            strings = {"=1+1", "+41 44", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A", "'=1", "''=1"
            })
    void areNotFormulasAnyMore(String cell) {
        assertThat(Formulas.disarmed(cell)).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ada", "'tis", "''", "'", "O'Brien", "1-1", " =1"})
    void areNotSeenWhereThereAreNone(String cell) {
        assertThat(Formulas.disarmed(cell)).isEqualTo(cell);
        assertThat(Formulas.restored(cell)).isEqualTo(cell);
    }

    @Test
    void comeBackAsTheyWere() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            var cell = new StringBuilder();
            for (int length = random.nextInt(6); length > 0; length--) {
                cell.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
            assertThat(Formulas.restored(Formulas.disarmed(cell.toString())))
                    .as("seed %d", seed)
                    .isEqualTo(cell.toString());
        }
    }
}
