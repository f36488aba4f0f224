package io.privicore.domain.policy;

import io.privicore.domain.voting.VotingConfigurationId;
import java.util.List;
import java.util.Optional;

/**
 * One vote that an operation waits for.
 *
 * @param configuration how it is held; the profile's own way where absent
 * @param othersMustAgree whether the requester's own devices do not suffice, since one of the policies says so
 * @param policies those that ask for it
 */
public record Gate(Optional<VotingConfigurationId> configuration, boolean othersMustAgree, List<Policy> policies) {

    public Gate {
        policies = List.copyOf(policies);
    }
}
