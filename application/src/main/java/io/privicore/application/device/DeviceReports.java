package io.privicore.application.device;

import io.privicore.application.port.DevicePresences.Report;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Choice;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What devices tell the engine, after the link has opened the message under the device's session. Every method may be
 * called again with the same news. When one returns, its effect is durable and the message can be acknowledged.
 */
public interface DeviceReports {

    /** What the link must know of devices to open their messages; devices that may not speak are not in it. */
    Map<DeviceId, Known> known(Collection<DeviceId> devices);

    /** The first message of every connection, its MAC checked. False where other keys are pinned: it is then ignored. */
    boolean hello(DeviceId device, DeviceKeys keys, Report report, Instant at);

    void heartbeat(DeviceId device, Report report, Instant at);

    /** The device holds these versions durably; its signature was checked. */
    void stored(DeviceId device, List<Receipt> receipts, Instant at);

    /** The device could not keep a version: it is full, or the bytes arrived corrupt. */
    void refused(DeviceId device, StorageRef ref, String cause);

    /** The device does not hold a ref that it was thought to hold. */
    void absent(DeviceId device, StorageRef ref);

    void deleted(DeviceId device, List<StorageRef> refs);

    /**
     * Devices vote. What cannot be counted, because it is late, doubled, forged or of another device, counts for nothing and
     * is noted; the others count all the same.
     */
    void voted(List<DeviceVote> votes);

    /** @param clientSecret the secret under which the first message is authenticated */
    record Known(DeviceId device, Optional<DeviceKeys> keys, Bytes clientSecret) {}

    /** One chunk that a device reported as stored, with the SHA-256 of the bytes it received. */
    record Receipt(StorageRef ref, long version, int chunk, Bytes digest) {}

    /**
     * One vote as a device gave it.
     *
     * @param castAt by the device's clock
     * @param signature Ed25519, 64 bytes, not checked yet
     */
    record DeviceVote(
            DeviceId device, BallotId ballot, Choice choice, String reason, Instant castAt, Bytes signature) {}
}
