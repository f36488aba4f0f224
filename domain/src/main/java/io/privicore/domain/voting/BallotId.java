package io.privicore.domain.voting;

import java.util.UUID;

/** Names one device's part in one attempt of a poll. Whoever knows it may not vote: the device must show who it is. */
public record BallotId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
