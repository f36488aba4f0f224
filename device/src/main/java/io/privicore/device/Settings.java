package io.privicore.device;

import io.privicore.device.authenticator.Voter;
import io.privicore.device.storage.Scrub.Pace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How a device runs.
 *
 * @param folder where its keys, sessions and data lie; one device each
 * @param capacity most bytes of stored records
 * @param segmentBytes size at which a new segment file is begun
 * @param prefetch most deliveries under way at once
 * @param heartbeat time between two signs of life
 * @param patience longest pause between two attempts to connect
 * @param scrub how fast it reads and checks what it holds
 * @param voter who decides its votes; without one it does not vote
 */
public record Settings(
        Path folder,
        long capacity,
        int segmentBytes,
        int prefetch,
        Duration heartbeat,
        Duration patience,
        Pace scrub,
        Optional<Voter> voter,
        InstantSource clock) {

    private static final long TEN_GIGABYTES = 10L << 30;
    private static final int SMALLEST_SEGMENT = 4 << 10;
    private static final int LARGEST_SEGMENT = 1 << 30;
    private static final int LARGEST_PREFETCH = 2048;

    public Settings {
        if (capacity < 0
                || segmentBytes < SMALLEST_SEGMENT
                || segmentBytes > LARGEST_SEGMENT
                || prefetch < 1
                || prefetch > LARGEST_PREFETCH
                || !heartbeat.isPositive()
                || !patience.isPositive()) {
            throw new IllegalArgumentException(
                    "Expected settings a device can run with, but got capacity %d, segments %d, prefetch %d, %s, %s"
                            .formatted(capacity, segmentBytes, prefetch, heartbeat, patience));
        }
    }

    /** What is right for most. */
    public static Settings in(Path folder) {
        return new Settings(
                folder,
                TEN_GIGABYTES,
                128 << 20,
                64,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                new Pace(4 << 20, Duration.ofDays(1)),
                Optional.empty(),
                InstantSource.system());
    }

    public Settings withCapacity(long bytes) {
        return new Settings(folder, bytes, segmentBytes, prefetch, heartbeat, patience, scrub, voter, clock);
    }

    public Settings withSegmentBytes(int bytes) {
        return new Settings(folder, capacity, bytes, prefetch, heartbeat, patience, scrub, voter, clock);
    }

    public Settings withHeartbeat(Duration interval) {
        return new Settings(folder, capacity, segmentBytes, prefetch, interval, patience, scrub, voter, clock);
    }

    public Settings withPatience(Duration longest) {
        return new Settings(folder, capacity, segmentBytes, prefetch, heartbeat, longest, scrub, voter, clock);
    }

    public Settings withScrub(Pace pace) {
        return new Settings(folder, capacity, segmentBytes, prefetch, heartbeat, patience, pace, voter, clock);
    }

    public Settings withVoter(Optional<Voter> whoVotes) {
        return new Settings(folder, capacity, segmentBytes, prefetch, heartbeat, patience, scrub, whoVotes, clock);
    }
}
