package io.privicore.domain.directory;

/** pending → accepted, declined, revoked or expired. */
public enum InvitationState {
    PENDING,
    ACCEPTED,
    DECLINED,
    REVOKED,
    EXPIRED
}
