package io.privicore.device.dialogue;

import io.privicore.protocol.session.ReplayWindow;

/**
 * Which message was heard, to be settled when everything it asks for is done. It does not hold on to the delivery: many
 * wait for their answers to be confirmed, and their bytes are not needed for that.
 *
 * @param tag of the delivery
 */
public record Heard(long tag, ReplayWindow window, long counter) {}
