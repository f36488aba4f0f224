package io.privicore.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CanonicalJsonTest {

    /** The example of RFC 8785, 3.2.3: names are sorted by their UTF-16 units. */
    @Test
    void sortsNamesAsTheStandardDoes() {
        var object = Map.of(
                "\u20ac", "Euro Sign",
                "\r", "Carriage Return",
                "\ufb33", "Hebrew Letter Dalet With Dagesh",
                "1", "One",
                "\ud83d\ude00", "Emoji: Grinning Face",
                "\u0080", "Control",
                "\u00f6", "Latin Small Letter O With Diaeresis");

        assertThat(CanonicalJson.of(object))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                        + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void escapesNoMoreThanItMust() {
        assertThat(CanonicalJson.of(Map.of("text", "\u20ac$\u000f\nA'B\"\\\\\"/")))
                .isEqualTo("{\"text\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void writesWhatIsNestedTheSameWay() {
        assertThat(CanonicalJson.of(Map.of("b", Map.of("d", 1L, "c", List.of(true, 2)), "a", Map.of())))
                .isEqualTo("{\"a\":{},\"b\":{\"c\":[true,2],\"d\":1}}");
    }

    @Test
    void refusesWhatOthersWouldReadAsSomethingElse() {
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.of(Map.of("a", 1L << 53)));
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.of(Map.of("a", 1.5)));
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.of(Map.of("a", "\ud800")));
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.of(Map.of("a", "\udc00")));
    }
}
