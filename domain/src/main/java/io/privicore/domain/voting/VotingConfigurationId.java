package io.privicore.domain.voting;

import java.util.UUID;

/** Names a voting configuration. */
public record VotingConfigurationId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
