package io.privicore.domain.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoleTest {

    @ParameterizedTest
    @CsvSource({
        "OWNER,         true, true, true,  true,  true",
        "ADMINISTRATOR, true, true, true,  true,  false",
        "AUDITOR,       true, true, true,  false, false",
        "MEMBER,        true, true, false, false, false"
    })
    void hasItsRightsAndNoOther(
            Role role, boolean none, boolean belong, boolean inspect, boolean administer, boolean own) {
        assertThat(role.has(Right.NONE)).isEqualTo(none);
        assertThat(role.has(Right.BELONG)).isEqualTo(belong);
        assertThat(role.has(Right.INSPECT)).isEqualTo(inspect);
        assertThat(role.has(Right.ADMINISTER)).isEqualTo(administer);
        assertThat(role.has(Right.OWN)).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER,         false, true,  true,  true",
        "ADMINISTRATOR, false, false, true,  true",
        "AUDITOR,       false, false, false, false",
        "MEMBER,        false, false, false, false"
    })
    void governsThoseBelowIt(Role role, boolean owner, boolean administrator, boolean auditor, boolean member) {
        assertThat(role.governs(Role.OWNER)).isEqualTo(owner);
        assertThat(role.governs(Role.ADMINISTRATOR)).isEqualTo(administrator);
        assertThat(role.governs(Role.AUDITOR)).isEqualTo(auditor);
        assertThat(role.governs(Role.MEMBER)).isEqualTo(member);
    }

    /** So nobody can raise itself, neither at once nor by way of others. */
    @Test
    void isGovernedByNoneThatItGovernsNorByItself() {
        for (var one : Role.values()) {
            assertThat(one.governs(one)).as("%s", one).isFalse();
            for (var two : Role.values()) {
                for (var three : Role.values()) {
                    if (one.governs(two) && two.governs(three)) {
                        assertThat(one.governs(three))
                                .as("%s, %s, %s", one, two, three)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void governsNobodyWhoMayMoreThanItself() {
        for (var actor : Role.values()) {
            for (var other : Role.values()) {
                for (var right : Right.values()) {
                    if (actor.governs(other) && other.has(right)) {
                        assertThat(actor.has(right))
                                .as("%s over %s: %s", actor, other, right)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void thatGovernsAnybodyMayAdminister() {
        for (var actor : Role.values()) {
            for (var other : Role.values()) {
                if (actor.governs(other)) {
                    assertThat(actor.has(Right.ADMINISTER))
                            .as("%s over %s", actor, other)
                            .isTrue();
                }
            }
        }
    }
}
