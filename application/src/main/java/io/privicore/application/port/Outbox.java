package io.privicore.application.port;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Events that were committed and not yet told to the broker. */
public interface Outbox {

    /**
     * Hands the oldest events, in order, to the publisher and forgets them once it returns; what it throws leaves them
     * all in place. Only one caller in the whole deployment is served at a time; others are answered 0 at once.
     *
     * @return how many were published
     */
    int drain(int limit, Consumer<List<Outgoing>> publisher);

    /** Calls the listener after every commit on this node that left events, so that a relay need not poll for them. */
    void onCommitted(Runnable listener);

    /**
     * @param type the event's wire name, such as {@code device.approved}
     * @param application the application that acted, where it was not the profile itself
     * @param data its fields: texts, numbers and booleans
     */
    record Outgoing(
            UUID id,
            String type,
            String subject,
            UUID profile,
            Optional<UUID> command,
            Optional<UUID> application,
            Optional<String> traceparent,
            Instant time,
            Map<String, Object> data) {}
}
