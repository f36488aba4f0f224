package io.privicore.adapters.rest.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.adapters.rest.csv.CsvFile.Row;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

    @Test
    void isReadByItsHeader() throws IOException {
        assertThat(rows("b,a\r\n1,2\r\n3,\r\n"))
                .containsExactly(new Row(2, Map.of("b", "1", "a", "2")), new Row(3, Map.of("b", "3")));
    }

    @Test
    void mayHoldQuotesCommasAndLines() throws IOException {
        assertThat(rows("a,b\n\"x, \"\"y\"\"\nz\",1\n\n2,3"))
                .containsExactly(
                        new Row(2, Map.of("a", "x, \"y\"\nz", "b", "1")), new Row(5, Map.of("a", "2", "b", "3")));
    }

    @Test
    void mayBeginWithAByteOrderMark() throws IOException {
        assertThat(rows("\uFEFFa\nü")).containsExactly(new Row(2, Map.of("a", "ü")));
    }

    @Test
    void givesFormulasAsTheyWere() throws IOException {
        assertThat(rows("a,b,c\n'=1+1,'tis,=x"))
                .containsExactly(new Row(2, Map.of("a", "=1+1", "b", "'tis", "c", "=x")));
    }

    @Test
    void isReadSomeRowsAtATime() throws IOException {
        var file = file("a\n1\n2\n3\n", UTF_8);

        assertThat(file.next(2)).hasSize(2);
        assertThat(file.next(2)).hasSize(1);
        assertThat(file.next(2)).isEmpty();
    }

    @Test
    void isReadInBatchesThatAreNotEndlessEither() throws IOException {
        var file = file("a\n" + ("x".repeat(10_000) + "\n").repeat(100), UTF_8);

        assertThat(file.next(100)).hasSizeLessThan(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "a,a\n1,2",
                "a;b\n1;2",
                "password\nsecret",
                "a\n1,2",
                "a,b\n1",
                "a\n\"1",
                "a\n\"1\"x\n",
                "a\n\u0000\n",
                "a,\n1,2"
            })
    void isRefusedWhereItCannotBeMeant(String text) {
        assertRefused(Reason.IMPORT_MALFORMED, text, UTF_8);
    }

    @Test
    void isRefusedInOtherEncodings() {
        assertRefused(Reason.IMPORT_NOT_UTF8, "a\nZürich\n", ISO_8859_1);
        assertRefused(Reason.IMPORT_NOT_UTF8, "a\nZürich\n", UTF_16);
        assertRefused(Reason.IMPORT_NOT_UTF8, "a\n" + "x\n".repeat(20_000) + "Zürich\n", ISO_8859_1);
    }

    @Test
    void isRefusedWhereCellsOrRowsAreEndless() throws IOException {
        assertThat(rows("a\n" + "x".repeat(CsvFile.LONGEST_CELL))).hasSize(1);
        assertRefused(Reason.IMPORT_TOO_LARGE, "a\n" + "x".repeat(CsvFile.LONGEST_CELL + 1), UTF_8);
        assertRefused(Reason.IMPORT_TOO_LARGE, "a\n\"" + "x".repeat(10_000_000), UTF_8);
        assertRefused(Reason.IMPORT_TOO_LARGE, "a\n" + ",".repeat(CsvFile.MOST_COLUMNS + 1), UTF_8);
        assertRefused(Reason.IMPORT_TOO_LARGE, "a" + ",".repeat(1_000_000), UTF_8);
    }

    private static void assertRefused(Reason reason, String text, Charset charset) {
        assertThatThrownBy(() -> read(file(text, charset)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static List<Row> rows(String text) throws IOException {
        return read(file(text, UTF_8));
    }

    private static List<Row> read(CsvFile file) throws IOException {
        var all = new ArrayList<Row>();
        for (var some = file.next(100); !some.isEmpty(); some = file.next(100)) {
            all.addAll(some);
        }
        return all;
    }

    private static CsvFile file(String text, Charset charset) throws IOException {
        return new CsvFile(
                new ByteArrayInputStream(text.getBytes(charset)),
                column -> column.length() == 1 && Character.isLetter(column.charAt(0)));
    }
}
