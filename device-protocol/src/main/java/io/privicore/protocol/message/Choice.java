package io.privicore.protocol.message;

/** What a voter says to the question of a ballot. */
public enum Choice {
    YES,
    NO,
    ABSTAIN
}
