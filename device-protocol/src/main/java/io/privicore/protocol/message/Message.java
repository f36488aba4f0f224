package io.privicore.protocol.message;

/** Something engine or device says to the other. */
public sealed interface Message permits EngineMessage, DeviceMessage {

    /** Most bytes of stored data in one message. */
    int MOST_BYTES = 8 << 20;
}
