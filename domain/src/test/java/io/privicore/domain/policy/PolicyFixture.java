package io.privicore.domain.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.policy.PolicyTemplate.Label;
import io.privicore.domain.voting.VotingConfigurationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Policies for tests: {@code aPolicy("night").when(HOURS, "22:00-06:00").active()}. What is not said is valid: it is about
 * requests for data, narrowed by nothing, and the owner may approve alone.
 */
record PolicyFixture(
        String name, Conditions conditions, boolean selfApproval, Optional<VotingConfigurationId> configuration) {

    static final ProfileId OWNER = new ProfileId(new UUID(2, 1));
    static final Instant MOMENT = Instant.parse("2026-03-02T12:00:00Z");
    static final String REQUEST = "data-token.request";
    static final String DELETE = "data-token.delete";

    /** About data, with everything but directories to narrow it by. */
    static final PolicyTemplate TEMPLATE = new PolicyTemplate(
            "data-access",
            "Data access",
            "Data is read only after a vote.",
            Map.of(
                    REQUEST, new Label("request-data", "Data is requested"),
                    DELETE, new Label("delete-data", "Data is deleted")),
            Set.of(
                    Parameter.CLASSIFICATION,
                    Parameter.LABEL,
                    Parameter.HANDLING,
                    Parameter.CONTEXT,
                    Parameter.APPLICATION,
                    Parameter.ADDRESS_RANGE,
                    Parameter.HOURS),
            List.of("operation"));

    static PolicyFixture aPolicy(String name) {
        return new PolicyFixture(name, Conditions.NONE, true, Optional.empty());
    }

    static VotingConfigurationId configuration(int number) {
        return new VotingConfigurationId(new UUID(6, number));
    }

    /** What is known of a request for data at noon on a Monday, where nothing more is. */
    static Facts facts() {
        return facts(Map.of());
    }

    static Facts facts(Map<String, String> attributes) {
        return new Facts(REQUEST, MOMENT, "192.0.2.7", attributes);
    }

    static Facts from(String address) {
        return new Facts(REQUEST, MOMENT, address, Map.of());
    }

    static Facts at(String moment) {
        return new Facts(REQUEST, Instant.parse(moment), "192.0.2.7", Map.of());
    }

    PolicyFixture when(Parameter parameter, String... values) {
        return when(new Conditions(Map.of(parameter, List.of(values))));
    }

    PolicyFixture when(Conditions narrowed) {
        return new PolicyFixture(name, narrowed, selfApproval, configuration);
    }

    PolicyFixture withoutSelfApproval() {
        return new PolicyFixture(name, conditions, false, configuration);
    }

    PolicyFixture votedBy(VotingConfigurationId other) {
        return new PolicyFixture(name, conditions, selfApproval, Optional.of(other));
    }

    Policy inactive() {
        return Policy.register(
                        new PolicyId(UUID.nameUUIDFromBytes(name.getBytes(UTF_8))),
                        OWNER,
                        new Name(name),
                        TEMPLATE,
                        Set.of(REQUEST),
                        conditions,
                        selfApproval,
                        configuration,
                        MOMENT)
                .after();
    }

    Policy active() {
        return inactive().activate().after();
    }
}
