package io.privicore.application.pipeline;

import io.privicore.application.command.CommandId;
import io.privicore.application.pipeline.Gatekeeper.Verdict.Hold;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Where operations wait for the votes that a gatekeeper asks for. */
public interface WaitingRoom {

    /**
     * Within the present unit of work: opens the votes and keeps what is to be done, sealed. Refuses with
     * {@code POLICY_DENIED} where a vote could never agree, and with {@code POLL_TOO_MANY} where too much waits already.
     *
     * @param payload what is to be done, as the codec wrote it
     * @return when the last of the votes has ended at the latest
     */
    Instant hold(Invocation invocation, String operation, Bytes payload, Hold hold);

    /**
     * Uses up the agreement to the very same query, soon after its votes agreed, and answers it; without one it opens the
     * votes and throws {@link Held}. Refuses with {@code COMMAND_NOT_FOUND} a permit that is not of this query. Where the
     * query certainly had no effect the agreement can be used again. All of it in units of work of their own.
     *
     * @param answer answers in one unit of work, so that it throws if nothing of it is there
     */
    <R> R underPermit(
            Actor actor, String operation, Bytes payload, Optional<CommandId> permit, Hold hold, Supplier<R> answer);

    /** Within the present unit of work: whatever waits that was asked for under this session is not to be carried out. */
    void abandon(ProfileId profile, UUID session);
}
