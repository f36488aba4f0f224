package io.privicore.domain.voting;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;

/** What becomes known of polls. */
public sealed interface PollEvent extends Event {

    PollId poll();

    @Override
    default String subject() {
        return poll().toString();
    }

    /** @param command the operation that waits, or an empty text */
    record Opened(
            ProfileId profile,
            PollId poll,
            String title,
            String command,
            int voters,
            int quorumSize,
            String strategy,
            int attempts,
            Instant closesAt)
            implements PollEvent {}

    record BallotCast(ProfileId profile, PollId poll, BallotId ballot, DeviceId device, int attempt, String vote)
            implements PollEvent {}

    record Approved(ProfileId profile, PollId poll, int attempt, int yes, int no, int abstain) implements PollEvent {}

    record Rejected(ProfileId profile, PollId poll, int attempt, int yes, int no, int abstain) implements PollEvent {}

    /** The quorum was not reached in any attempt. */
    record Expired(ProfileId profile, PollId poll, int attempt, int yes, int no, int abstain) implements PollEvent {}

    /** @param attempt the one that begins */
    record Retried(ProfileId profile, PollId poll, int attempt, Instant closesAt) implements PollEvent {}

    record Cancelled(ProfileId profile, PollId poll) implements PollEvent {}
}
