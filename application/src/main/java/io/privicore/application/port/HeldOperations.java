package io.privicore.application.port;

import io.privicore.application.command.CommandId;
import io.privicore.domain.access.Delegation;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Operations that wait for votes, each under the command it was answered with. What they would do is sealed at rest and
 * gone when they have ended.
 */
public interface HeldOperations {

    void hold(Held held);

    Optional<Held> find(CommandId command);

    /** Notes that one of the votes agreed; answers how many are still out, or nothing where nothing is held any more. */
    Optional<Integer> agreed(CommandId command, Instant at);

    /** Notes that one of the votes did not agree, and why; false where that is known already or nothing is held. */
    boolean denied(CommandId command, String why);

    /**
     * Takes the operation away to carry it out or to drop it; true for exactly one of several callers, and only if that
     * one's unit of work is committed.
     */
    boolean take(CommandId command);

    /**
     * How many operations of the profile wait.
     *
     * @param permits of queries, or else of commands
     */
    int count(ProfileId profile, boolean permits);

    /** What was asked for under this session. */
    List<CommandId> ofSession(ProfileId profile, UUID session);

    /**
     * Forgets agreements to queries of before the instant that were never used; answers how many. What is a command's is
     * carried out and never forgotten.
     */
    int forgetPermits(Instant before);

    /**
     * @param operation its wire name
     * @param permit whether it is a query, to which the votes only permit, and not a command to be carried out
     * @param session under which session it was asked for, where there was one
     * @param delegation the application that asked for it, where it was not the profile itself
     * @param policies those that asked for the votes
     * @param payload what it would do, as the codec wrote it
     * @param waiting how many votes are still out
     * @param agreedAt when the last of them agreed
     * @param denied why it will not be carried out
     */
    record Held(
            CommandId command,
            ProfileId profile,
            String operation,
            boolean permit,
            Optional<UUID> session,
            Optional<Delegation> delegation,
            String address,
            Optional<String> traceparent,
            Set<UUID> policies,
            Bytes payload,
            Instant heldAt,
            int waiting,
            Optional<Instant> agreedAt,
            Optional<String> denied) {

        public Held {
            policies = Set.copyOf(policies);
        }

        @Override
        public String toString() {
            return "Held[%s %s]".formatted(command, operation);
        }
    }
}
