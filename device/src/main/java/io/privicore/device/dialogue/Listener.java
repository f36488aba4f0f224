package io.privicore.device.dialogue;

import io.privicore.protocol.message.EngineMessage;

/**
 * A role of the device while a connection lasts.
 *
 * @param <M> what it is told
 */
public interface Listener<M extends EngineMessage> extends AutoCloseable {

    /** Takes the message on, as soon as there is room for it, and settles it when it is done. */
    void hear(M message, Heard heard);

    /** Nothing more has arrived for now: what was only taken on is to be done. */
    default void rest() {}

    /** Says that the device is alive. */
    void beat();

    /** Ends when nothing more is under way. */
    @Override
    void close();
}
