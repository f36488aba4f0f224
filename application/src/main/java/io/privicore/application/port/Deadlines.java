package io.privicore.application.port;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What must happen at a time, whatever becomes of the process that wanted it. A deadline is claimed by one node at a
 * time, for a while; it stays until it is cleared or moved, so whatever acts on one must bear repetition.
 */
public interface Deadlines {

    /** Sets or moves the deadline of this kind for the subject. */
    void set(Kind kind, UUID subject, Instant due);

    /** Sets the deadline of this kind for the subject, or moves it to an earlier time; never to a later one. */
    void bringForward(Kind kind, UUID subject, Instant due);

    void clear(Kind kind, UUID subject);

    /** Claims up to so many that are due, in order; they come up again at {@code retry} unless they are cleared or moved. */
    List<Due> claim(int limit, Instant now, Instant retry);

    record Due(Kind kind, UUID subject, Instant due) {}

    enum Kind {
        /** A reservation's time ends; the subject is the token's id. */
        RESERVATION,
        /** An update has waited long enough for devices; the subject is the token's id. */
        UPDATE,
        /** A request for data has waited long enough; the subject is the command's id. */
        REQUEST,
        /** Devices must be told to erase; the subject is the token's id. */
        ERASURE,
        /** A device's account at the broker must end; the subject is the device's id. */
        DEVICE_REVOCATION,
        /** A device's account at the broker must get another password; the subject is the device's id. */
        DEVICE_ROTATION,
        /** A device's account at the broker must follow whether its owner is suspended; the subject is the device's id. */
        DEVICE_ACCESS,
        /** A device is to be synchronised, or whoever does so has died; the subject is the device's id. */
        DEVICE_SYNC,
        /** An attempt of a poll ends, or its ballots may not have arrived; the subject is the poll's id. */
        POLL,
        /** An operation whose votes agreed is to be carried out, or one is to be kept for longer; the subject is the command's id. */
        HELD,
        /** An invitation's time ends; the subject is the invitation's id. */
        INVITATION,
        /** Users are to be imported, or whoever does so has died; the subject is the command's id. */
        IMPORT,
        /** Devices are to prove that they hold what they should; there is one. */
        PROOFS,
        /** Devices that went quiet are to be noticed, and what expired forgotten; there is one. */
        HOUSEKEEPING
    }
}
