package io.privicore.adapters.rest.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.privicore.application.query.Match;
import io.privicore.application.query.Match.Compare;
import io.privicore.application.query.Match.Comparison;
import io.privicore.application.query.ProvisioningQuery.UserAttribute;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {

    @Test
    void becomeConditionsOnWhatUsersHave() {
        assertThat(match("userName eq \"Ada\"")).isEqualTo(compare(UserAttribute.USERNAME, Comparison.EQUAL, "Ada"));
        assertThat(match("USERNAME EQ \"Ada\"")).isEqualTo(match("userName eq \"Ada\""));
        assertThat(match("urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"Ada\""))
                .isEqualTo(match("userName eq \"Ada\""));
        assertThat(match("not (active eq true)"))
                .isEqualTo(new Match.Not<>(compare(UserAttribute.ACTIVE, Comparison.EQUAL, "true")));
        assertThat(match("name.familyName sw \"L\" or emails pr"))
                .isEqualTo(new Match.Any<>(List.of(
                        compare(UserAttribute.FAMILY_NAME, Comparison.STARTS, "L"),
                        new Match.Has<>(UserAttribute.EMAIL))));
        assertThat(match("externalId ne null"))
                .isEqualTo(new Match.Not<>(new Match.Not<>(new Match.Has<>(UserAttribute.EXTERNAL_ID))));
        assertThat(match("meta.created ge \"2026-01-01T01:00:00+01:00\""))
                .isEqualTo(new Compare<>(
                        UserAttribute.CREATED, Comparison.GREATER_OR_EQUAL, "2026-01-01T00:00:00.000000Z", true));
    }

    @Test
    void knowWhatIsTheSameForAllUsers() {
        assertThat(match("emails[type eq \"home\"]"))
                .isEqualTo(new Match.All<>(List.of(new Match.Has<>(UserAttribute.EMAIL), Match.none())));
        assertThat(match("meta.resourceType eq \"User\"")).isEqualTo(Match.all());
    }

    /** */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "userName",
                "userName xx \"a\"",
                "nickName pr",
                "password eq \"a\"",
                "id co \"a\"",
                "active co \"a\"",
                "active eq \"yes\"",
                "groups[value eq \"a\" or value eq \"b\"]",
                "emails[emails[value pr]]",
                "meta.created eq 7",
                "userName eq true",
                "urn:example:other:userName eq \"a\"",
                "userName eq \"a\\u0000\"",
                "emails co \"a\\ud800\"",
                "groups[value eq \"\\u0000\"]"
            })
    void refuseWhatCannotBeEvaluated(String filter) {
        assertInvalid(filter);
    }

    @Test
    void refuseWhatIsTooDeepTooLongOrTooMuch() {
        assertInvalid("(".repeat(17) + "userName pr" + ")".repeat(17));
        assertInvalid("userName eq \"" + "a".repeat(Filters.LONGEST) + "\"");
        assertInvalid("userName pr" + " or userName pr".repeat(Filters.MOST));
        assertThat(match("(".repeat(16) + "userName eq \"((((((((((((((((((((\"" + ")".repeat(16)))
                .isEqualTo(compare(UserAttribute.USERNAME, Comparison.EQUAL, "(((((((((((((((((((("));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "emails[value eq [1]]",
                "userName[",
                "",
                "nickName",
                "active",
                "members",
                "((((((((((((((((((",
                "emails[value pr]"
            })
    void orderByNothingThatIsNoAttribute(String sortBy) {
        for (var order : List.<Consumer<String>>of(ScimUsers::sortable, ScimGroups::sortable)) {
            assertThatExceptionOfType(ScimFailure.class)
                    .isThrownBy(() -> order.accept(sortBy))
                    .satisfies(failure -> assertThat(failure.status()).isEqualTo(400));
        }
        assertThat(ScimUsers.sortable("urn:ietf:params:scim:schemas:core:2.0:User:name.familyName"))
                .isEqualTo(UserAttribute.FAMILY_NAME);
    }

    @Test
    void areReadOrRefusedWhateverTheyHold() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var parts = List.of(
                "userName",
                "emails",
                "[",
                "]",
                "(",
                ")",
                "not",
                " ",
                " ",
                "eq",
                "pr",
                "and",
                "or",
                "\"",
                "\\",
                "a",
                ".",
                ":",
                "7",
                "-",
                "true",
                "null",
                "groups",
                "meta.created",
                "é",
                "\u0000");
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int k = random.nextInt(14); k >= 0; k--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            var thrown = catchThrowable(() -> match(text.toString()));
            assertThat(thrown == null || thrown instanceof ScimFailure)
                    .as("seed %d: %s: %s", seed, text, thrown)
                    .isTrue();
        }
    }

    private static void assertInvalid(String filter) {
        assertThatExceptionOfType(ScimFailure.class)
                .as(filter)
                .isThrownBy(() -> match(filter))
                .satisfies(failure -> assertThat(failure.type()).isEqualTo("invalidFilter"));
    }

    private static Match<UserAttribute> match(String filter) {
        return Filters.match(filter, UserJson.SCHEMA, UserJson.FILTERS, UserJson.CONSTANTS);
    }

    private static Match<UserAttribute> compare(UserAttribute attribute, Comparison comparison, String value) {
        return new Compare<>(attribute, comparison, value, false);
    }
}
