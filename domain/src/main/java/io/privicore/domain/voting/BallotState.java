package io.privicore.domain.voting;

/** What became of a ballot. */
public enum BallotState {
    PENDING,
    CAST,
    /** Its attempt ended without it. */
    LAPSED,
    /** Its device was removed. What it had cast before still counts. */
    VOIDED
}
