package io.privicore.domain.token;

import java.util.UUID;

/**
 * A version that was handed to devices and waits until enough of them report it durable.
 *
 * @param command the command that waits for it
 * @param attributes what it brings along; empty groups leave what is there
 */
public record Pending(Placement placement, UUID command, Attributes attributes) {}
