package io.privicore.application.port;

import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Motion;
import io.privicore.domain.voting.PollId;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/**
 * The engine's side of speaking with devices over the broker. Refuses with {@code BROKER_UNAVAILABLE} when the broker is
 * away; a device that is away is not an error, since its queue waits for it.
 */
public interface DeviceLinks {

    /**
     * Begins to bring one version to devices.
     *
     * @param chunks how many chunks it will have, or 0 while that is not known; such data is of no use until devices
     *     report it, so that the broker need not keep it on disk
     * @param devices those without pinned keys are passed over as not reached
     */
    Delivery deliver(StorageRef ref, long version, int chunks, Collection<Device> devices);

    /**
     * Asks one device for one chunk. The future ends with the bytes as the device holds them, still sealed, or
     * exceptionally with {@link Absent} when it says it has none, and never ends by itself when no answer comes.
     */
    CompletableFuture<Bytes> fetch(Device device, Placement placement, int chunk);

    /** Tells a device to erase a ref; returns when the broker has taken the message. False if it could not be handed over. */
    boolean erase(Device device, StorageRef ref);

    /**
     * Asks a device to vote; returns when the broker has taken the message. False if it could not be handed over. The same
     * ballot may be sent again.
     */
    boolean ballot(Device device, BallotPaper paper);

    /** Tells a device that a ballot can no longer be cast, and how its attempt ended; best effort. */
    void closed(Device device, BallotId ballot, BallotEnd end);

    /**
     * What a voter is shown.
     *
     * @param attempt counted from 1
     */
    record BallotPaper(BallotId ballot, PollId poll, Motion motion, int attempt, Instant openedAt, Instant closesAt) {}

    /** How the attempt of a ballot ended, for whoever still looks at it. */
    enum BallotEnd {
        APPROVED,
        REJECTED,
        FAILED,
        CANCELLED,
        /** Undecided: another attempt began, with another ballot. */
        RETRIED
    }

    /** Refuses with {@code BROKER_UNAVAILABLE} while no device could be asked for anything. */
    void requireReachable();

    /** Forgets sessions and answers nobody waits for, after a device was removed or rotated. */
    void forget(DeviceId device);

    /** The device says that it does not hold what it was asked for. */
    final class Absent extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Absent(String what) {
            super(what, null, false, false);
        }
    }
}
