package io.privicore.application;

import io.privicore.application.command.CommandId;

/** The receipt of a command: the id under which its outcome can be asked for. */
public record Accepted(CommandId command) {}
