package io.privicore.domain.voting;

import java.util.UUID;

/** Names a poll; the contract's pool id. */
public record PollId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
