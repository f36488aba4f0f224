package io.privicore.application.voting;

import io.privicore.domain.voting.Poll;

/** Told within the unit of work in which a poll goes on or ends. */
public interface PollEnds {

    /** A further attempt has begun, it may be long after the one before. */
    void wentOn(Poll poll);

    /** Whatever its end. */
    void ended(Poll poll);
}
