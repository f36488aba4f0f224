package io.privicore.application.voting;

import io.privicore.domain.voting.Poll;

/** Told within the unit of work in which a poll ends, whatever its end. */
@FunctionalInterface
public interface PollEnds {

    void ended(Poll poll);
}
