package io.privicore.adapters.rest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.kernel.Name;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DispositionTest {

    @Test
    void aNameIsReadInEveryFormWithoutItsPath() {
        assertThat(name("attachment; filename=\"report 1.pdf\"")).contains("report 1.pdf");
        assertThat(name("attachment; filename=report.pdf")).contains("report.pdf");
        assertThat(name("attachment; filename=\"a \\\"b\\\".txt\"")).contains("a \"b\".txt");
        assertThat(name("attachment; filename=\"x\"; filename*=UTF-8''%e2%82%ac.txt"))
                .contains("€.txt");
        assertThat(name("attachment; filename=\"../../etc/passwd\"")).contains("passwd");
        assertThat(name("attachment; filename=\"C:\\\\temp\\\\a.txt\"")).contains("a.txt");
    }

    @Test
    void whatCannotBeANameIsNone() {
        for (var header : List.of(
                "attachment",
                "attachment; filename=\"\"",
                "attachment; filename=\"" + "x".repeat(201) + "\"",
                "attachment; filename*=UTF-8''a%0d%0aSet-Cookie")) {
            assertThat(name(header)).as(header).isEmpty();
        }
        assertThat(Disposition.fileName(null)).isEmpty();
    }

    @Test
    void aNameIsWrittenSoThatItCannotEndTheHeader() {
        assertThat(Disposition.attachment(Optional.of(new Name("a\"b\\c é%.txt"))))
                .isEqualTo("attachment; filename=\"a_b_c __.txt\"; filename*=UTF-8''a%22b%5Cc%20%C3%A9%25.txt");
        assertThat(Disposition.attachment(Optional.empty())).isEqualTo("attachment");
    }

    private static Optional<String> name(String header) {
        return Disposition.fileName(header).map(Name::value);
    }
}
