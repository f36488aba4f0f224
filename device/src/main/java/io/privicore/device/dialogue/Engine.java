package io.privicore.device.dialogue;

import io.privicore.protocol.message.DeviceMessage;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** The engine, as a role of the device sees it while a connection lasts. */
public interface Engine {

    /** Says something; done when the broker has it for good. */
    CompletableFuture<Void> say(DeviceMessage message);

    /** These were heard, acted on and answered for good: never again. */
    void settle(Collection<Heard> messages);

    /** Gives the connection up; what is not settled will be heard again on the next. */
    void giveUp(Throwable cause);
}
