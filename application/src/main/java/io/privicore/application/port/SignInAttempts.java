package io.privicore.application.port;

import java.time.Instant;

/**
 * Failed sign-ins of late, counted by what they have in common (a name, an address), across all nodes. Bounded: old
 * counts are forgotten.
 */
public interface SignInAttempts {

    /** When the subject may try again: the past or now where it may at once. */
    Instant blockedUntil(String subject);

    /** Counts a failure and blocks the subject for a delay that grows with every one, but never for good. */
    void failed(String subject, Instant now);

    /** Notes that an attempt was refused while blocked; answers whether it is the first since the last failure. */
    boolean refused(String subject, Instant now);

    void succeeded(String subject);
}
