package io.privicore.device.dialogue;

import io.privicore.device.link.Delivery;
import io.privicore.protocol.session.ReplayWindow;

/** Which message was heard, to be settled when everything it asks for is done. */
public record Heard(Delivery delivery, ReplayWindow window, long counter) {}
