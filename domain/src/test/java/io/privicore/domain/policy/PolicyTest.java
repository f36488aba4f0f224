package io.privicore.domain.policy;

import static io.privicore.domain.kernel.Reason.POLICY_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.POLICY_UNKNOWN_EVENT;
import static io.privicore.domain.kernel.Reason.POLICY_UNKNOWN_PARAMETER;
import static io.privicore.domain.policy.PolicyFixture.DELETE;
import static io.privicore.domain.policy.PolicyFixture.MOMENT;
import static io.privicore.domain.policy.PolicyFixture.OWNER;
import static io.privicore.domain.policy.PolicyFixture.REQUEST;
import static io.privicore.domain.policy.PolicyFixture.TEMPLATE;
import static io.privicore.domain.policy.PolicyFixture.aPolicy;
import static io.privicore.domain.policy.PolicyFixture.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.policy.PolicyEvent.Deactivated;
import io.privicore.domain.policy.PolicyEvent.PolicyActivated;
import io.privicore.domain.policy.PolicyEvent.PolicyDeleted;
import io.privicore.domain.policy.PolicyEvent.Registered;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class PolicyTest {

    private static final PolicyId ID = new PolicyId(new UUID(7, 1));

    @Nested
    class WhenItIsRegistered {

        @Test
        void isInactive() {
            var registered = register(Set.of(REQUEST), Conditions.NONE);

            assertThat(registered.after().state()).isEqualTo(PolicyState.INACTIVE);
            assertThat(registered.events()).containsExactly(new Registered(OWNER, ID, "gate", "data-access"));
            assertThat(registered.events()).extracting(Event::subject).containsExactly(ID.toString());
        }

        @Test
        void isRefusedForAnEventThatIsNoneOfItsTemplates() {
            assertRefused(
                    POLICY_UNKNOWN_EVENT,
                    "an event of the template \"data-access\", but got \"device.approve\"",
                    () -> register(Set.of(REQUEST, "device.approve"), Conditions.NONE));
        }

        @Test
        void isRefusedWithoutEvents() {
            assertRefused(POLICY_UNKNOWN_EVENT, "at least one event", () -> register(Set.of(), Conditions.NONE));
        }

        @Test
        void isRefusedForAParameterThatItsTemplateDoesNotHave() {
            assertRefused(
                    POLICY_UNKNOWN_PARAMETER,
                    "a parameter of the template \"data-access\", but got \"directory\"",
                    () -> register(Set.of(REQUEST), new Conditions(Map.of(Parameter.DIRECTORY, List.of("staff")))));
        }

        private Change<Policy> register(Set<String> events, Conditions conditions) {
            return Policy.register(
                    ID, OWNER, new Name("gate"), TEMPLATE, events, conditions, true, Optional.empty(), MOMENT);
        }
    }

    @Nested
    class Applies {

        @Test
        void onlyWhileItIsActive() {
            var inactive = aPolicy("gate").inactive();
            var active = inactive.activate().after();

            assertThat(inactive.applies(facts())).isFalse();
            assertThat(active.applies(facts())).isTrue();
            assertThat(active.deactivate().after().applies(facts())).isFalse();
            assertThat(active.delete().after().applies(facts())).isFalse();
        }

        @Test
        void toItsEventsOnly() {
            var other = new Facts(DELETE, MOMENT, "192.0.2.7", Map.of());

            assertThat(aPolicy("gate").active().applies(other)).isFalse();
        }

        @Test
        void whereItsConditionsMatch() {
            var narrowed = aPolicy("gate").when(Parameter.LABEL, "red").active();

            assertThat(narrowed.applies(facts(Map.of("label", "red")))).isTrue();
            assertThat(narrowed.applies(facts(Map.of("label", "green")))).isFalse();
        }
    }

    @Nested
    class Tells {

        private final Policy policy = aPolicy("gate").inactive();

        @Test
        void thatItIsActivatedOnce() {
            var activated = policy.activate();

            assertThat(activated.events()).containsExactly(new PolicyActivated(OWNER, policy.id(), "gate"));
            assertThat(activated.after().activate().events()).isEmpty();
        }

        @Test
        void thatItIsDeactivatedOnce() {
            var deactivated = policy.activate().after().deactivate();

            assertThat(deactivated.events()).containsExactly(new Deactivated(OWNER, policy.id(), "gate"));
            assertThat(deactivated.after().deactivate().events()).isEmpty();
            assertThat(policy.deactivate().events()).isEmpty();
        }

        @Test
        void thatItIsDeletedOnce() {
            var deleted = policy.delete();

            assertThat(deleted.events()).containsExactly(new PolicyDeleted(OWNER, policy.id(), "gate"));
            assertThat(deleted.after().delete().events()).isEmpty();
        }
    }

    @Test
    void doesNotComeBackOnceDeleted() {
        var deleted = aPolicy("gate").active().delete().after();

        assertRefused(POLICY_NOT_FOUND, "but it is deleted", deleted::activate);
        assertRefused(POLICY_NOT_FOUND, "but it is deleted", deleted::deactivate);
    }

    private static void assertRefused(Reason reason, String text, ThrowingCallable action) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(action)
                .withMessageContaining(text)
                .extracting(Refusal::reason)
                .isEqualTo(reason);
    }
}
