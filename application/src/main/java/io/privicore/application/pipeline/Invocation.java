package io.privicore.application.pipeline;

import io.privicore.application.command.CommandId;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;

/** One command being carried out: its id, by whom, since when. */
public record Invocation(CommandId command, Actor actor, Instant at) {

    public ProfileId profile() {
        return actor.profile();
    }
}
