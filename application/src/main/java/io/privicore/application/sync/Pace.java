package io.privicore.application.sync;

import java.time.Duration;

/**
 * How soon and how often devices are synchronised and tried without anybody asking for it.
 *
 * @param delay from the reason to the synchronisation, so that several reasons make one
 * @param rest from the end of one to the next
 * @param retry from the end of one that could not mend everything to the next
 * @param patience how long one that a command waits for is kept for a device that went away
 * @param proofs how often a device must prove what it holds
 * @param sample how many chunks it must prove
 * @param atOnce how many devices one node synchronises at a time
 */
public record Pace(
        Duration delay, Duration rest, Duration retry, Duration patience, Duration proofs, int sample, int atOnce) {}
