package io.privicore.application.device;

import io.privicore.domain.kernel.ProfileId;

/** Keeps owners from locking themselves out by what they change about who votes, or how. */
public interface VotesInReach {

    /**
     * Within the present unit of work, before anything else was read in it: makes the change. Refuses with
     * {@code VOTING_UNREACHABLE} where the vote of an active policy of the owner could be reached before it and could not
     * after it; what could not be reached before may stay so.
     */
    void keep(ProfileId owner, Runnable change);
}
