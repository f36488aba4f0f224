package io.privicore.device.link;

import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/**
 * A connection until it is lost. What was delivered and not settled by then is delivered again on a later one. One thread
 * takes; any number publish and settle.
 */
public interface Connection extends AutoCloseable {

    /** The next delivery, when it comes; an {@link IOException} once the connection is lost. */
    Delivery take() throws IOException;

    /** Whether there is no delivery now. */
    boolean isIdle();

    /**
     * Sends to the engine, in the order of calls; done when the broker has confirmed, failed when it did not.
     *
     * @param lasting whether the message must survive a restart of the broker
     */
    CompletableFuture<Void> publish(String type, byte[] body, boolean lasting);

    /** Tells the broker to forget the deliveries of these tags: their effect is durable. */
    void settle(Collection<Long> tags);

    @Override
    void close();

    /** Drops the connection without a word. */
    void abort();
}
