package io.privicore.application.port;

import io.privicore.application.command.CommandId;
import io.privicore.application.query.CommandState;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.Optional;

/** All commands that were accepted, and how they stand. Results are sealed at rest, for some are tokens. */
public interface Commands {

    /** Makes a command durable, settled already or not, with the event that tells of its outcome. */
    void record(Entry entry);

    /**
     * Ends a command that was not ended; answers what it then is, or nothing when it had been ended before. Only the
     * first of several callers ends it.
     */
    Optional<Entry> settle(CommandId id, CommandState state, Optional<String> body, Instant at);

    /** Gives a command that succeeded without a result the one that came of it later; answers what it then is. */
    Optional<Entry> complete(CommandId id, String body);

    /** Says more of a rejection than its reason: up to 500 characters, free of secrets. */
    void explain(CommandId id, String detail);

    /** What was said of a rejection. */
    Optional<String> explanation(CommandId id);

    Optional<Entry> find(CommandId id);

    /**
     * Claims an idempotency key for a command. Answers nothing when it was free or older than a day, else what it stands
     * for.
     */
    Optional<Claim> claim(ProfileId submitter, TokenHash key, TokenHash request, CommandId command, Instant now);

    /** Whom an idempotency key belongs to, without claiming it. */
    Optional<Claim> claimed(ProfileId submitter, TokenHash key, Instant now);

    /** Forgets idempotency keys of before the instant; answers how many. */
    int forgetClaims(Instant before);

    /**
     * @param operation the command's wire name
     * @param submitter {@link ProfileId#NOBODY} for commands open to the public
     * @param body the result of a success, the reason key of a rejection
     * @param application the application that submitted it, where it was not the profile itself
     */
    record Entry(
            CommandId id,
            ProfileId submitter,
            String operation,
            CommandState state,
            Optional<String> body,
            Instant submittedAt,
            Optional<Instant> settledAt,
            Optional<ApplicationId> application) {

        /** Of the profile itself. */
        public Entry(
                CommandId id,
                ProfileId submitter,
                String operation,
                CommandState state,
                Optional<String> body,
                Instant submittedAt,
                Optional<Instant> settledAt) {
            this(id, submitter, operation, state, body, submittedAt, settledAt, Optional.empty());
        }

        @Override
        public String toString() {
            return "Entry[%s %s %s]".formatted(id, operation, state);
        }
    }

    /** @param request the keyed hash of the request that claimed the key */
    record Claim(CommandId command, TokenHash request) {}
}
