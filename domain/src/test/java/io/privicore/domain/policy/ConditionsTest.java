package io.privicore.domain.policy;

import static io.privicore.domain.policy.PolicyFixture.at;
import static io.privicore.domain.policy.PolicyFixture.facts;
import static io.privicore.domain.policy.PolicyFixture.from;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class ConditionsTest {

    @Test
    void matchEverythingWhereThereAreNone() {
        assertThat(Conditions.NONE.match(facts())).isTrue();
        assertThat(Conditions.NONE.match(from("")))
                .as("of an operation that nothing is known of")
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"ADDRESS_RANGE", "HOURS"})
    void matchAParameterByWhatTheOperationHasUnderItsName(Parameter parameter) {
        var conditions = on(parameter, "secret");

        assertThat(conditions.match(facts(Map.of(parameter.wire(), "secret")))).isTrue();
        assertThat(conditions.match(facts(Map.of(parameter.wire(), "public")))).isFalse();
        assertThat(conditions.match(facts(Map.of("somethingElse", "secret")))).isFalse();
        assertThat(conditions.match(facts())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "secret,  secret,     true",
        "secret,  Secret,     false",
        "secret,  secret-2,   false",
        "secret*, secret,     true",
        "secret*, secret-2,   true",
        "secret*, top secret, false",
        "*,       anything,   true",
        "s*t,     secret,     false",
        "s*t,     s*t,        true",
        "s.cret,  secret,     false",
    })
    void compareTextsExactlyOrUpToATrailingStar(String pattern, String value, boolean matches) {
        assertThat(on(Parameter.LABEL, pattern).match(facts(Map.of("label", value))))
                .isEqualTo(matches);
    }

    @Test
    void matchByAnyOfAList() {
        var conditions = on(Parameter.LABEL, "red", "amber", "black*");

        assertThat(conditions.match(facts(Map.of("label", "amber")))).isTrue();
        assertThat(conditions.match(facts(Map.of("label", "blackest")))).isTrue();
        assertThat(conditions.match(facts(Map.of("label", "green")))).isFalse();
    }

    @Test
    void mustMatchAllOfThem() {
        Map<Parameter, List<String>> both = new LinkedHashMap<>();
        both.put(Parameter.LABEL, List.of("red"));
        both.put(Parameter.ADDRESS_RANGE, List.of("192.0.2.0/24"));
        var conditions = new Conditions(both);

        assertThat(conditions.match(facts(Map.of("label", "red")))).isTrue();
        assertThat(conditions.match(facts(Map.of("label", "green")))).isFalse();
        assertThat(conditions.match(facts())).isFalse();
        assertThat(conditions.match(new Facts("e", PolicyFixture.MOMENT, "198.51.100.1", Map.of("label", "red"))))
                .isFalse();
    }

    @Test
    void matchAddressesByAnyOfTheRanges() {
        var conditions = on(Parameter.ADDRESS_RANGE, "10.0.0.0/8", "2001:db8::/32");

        assertThat(conditions.match(from("10.200.0.1"))).isTrue();
        assertThat(conditions.match(from("2001:db8:1::1"))).isTrue();
        assertThat(conditions.match(from("11.0.0.1"))).isFalse();
        assertThat(conditions.match(from("unknown"))).isFalse();
    }

    @Test
    void matchTimesByAnyOfTheHours() {
        var conditions = on(Parameter.HOURS, "Sat-Sun 00:00-24:00", "18:00-08:00");

        assertThat(conditions.match(at("2026-03-01T12:00:00Z")))
                .as("Sunday noon")
                .isTrue();
        assertThat(conditions.match(at("2026-03-02T12:00:00Z")))
                .as("Monday noon")
                .isFalse();
        assertThat(conditions.match(at("2026-03-02T18:00:00Z")))
                .as("Monday evening")
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void knowParametersByTheirWireNames(Parameter parameter) {
        assertThat(Conditions.parameter(parameter.wire())).hasValue(parameter);
    }

    @ParameterizedTest
    @CsvSource({"ADDRESS_RANGE", "Classification", "colour", "''"})
    void knowNoOtherParameter(String wire) {
        assertThat(Conditions.parameter(wire)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void areNotMadeOfWhatCouldNeverMatch(Parameter parameter) {
        assertThatIllegalArgumentException().isThrownBy(() -> on(parameter));
        assertThatIllegalArgumentException().isThrownBy(() -> on(parameter, " "));
    }

    @Test
    void haveAHundredValuesOfTwoHundredCharactersAtMost() {
        var longest = "x".repeat(200);

        assertThat(new Conditions(Map.of(Parameter.LABEL, Collections.nCopies(100, longest))).patterns())
                .hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Conditions(Map.of(Parameter.LABEL, Collections.nCopies(101, "x"))))
                .withMessage("Expected 1 to 100 values of at most 200 characters for label");
        assertThatIllegalArgumentException().isThrownBy(() -> on(Parameter.LABEL, longest + "x"));
    }

    private static Conditions on(Parameter parameter, String... values) {
        return new Conditions(Map.of(parameter, List.of(values)));
    }
}
