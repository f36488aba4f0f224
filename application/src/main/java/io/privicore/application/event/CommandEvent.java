package io.privicore.application.event;

import io.privicore.application.command.CommandId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;

/** What becomes known of commands. */
public sealed interface CommandEvent extends Event {

    CommandId command();

    @Override
    default String subject() {
        return command().toString();
    }

    record Succeeded(ProfileId profile, CommandId command, String operation) implements CommandEvent {}

    record Rejected(ProfileId profile, CommandId command, String operation, String reason) implements CommandEvent {}
}
