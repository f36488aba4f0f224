package io.privicore.adapters.amqp.link;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How many messages this node and devices exchanged, and how many bytes these had on the wire. */
final class Traffic {

    private final Counter messagesSent;
    private final Counter bytesSent;
    private final Counter messagesReceived;
    private final Counter bytesReceived;

    Traffic(MeterRegistry meters) {
        messagesSent = counter(meters, "messages", "sent");
        bytesSent = counter(meters, "bytes", "sent");
        messagesReceived = counter(meters, "messages", "received");
        bytesReceived = counter(meters, "bytes", "received");
    }

    void sent(int bytes) {
        messagesSent.increment();
        bytesSent.increment(bytes);
    }

    void received(int bytes) {
        messagesReceived.increment();
        bytesReceived.increment(bytes);
    }

    private static Counter counter(MeterRegistry meters, String what, String direction) {
        return Counter.builder("privicore.device." + what)
                .description(Character.toUpperCase(what.charAt(0)) + what.substring(1) + " exchanged with devices")
                .tag("direction", direction)
                .register(meters);
    }
}
