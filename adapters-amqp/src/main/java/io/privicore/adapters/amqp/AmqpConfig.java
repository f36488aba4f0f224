package io.privicore.adapters.amqp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Where the broker is and how it is used. */
@ConfigMapping(prefix = "privicore.amqp")
public interface AmqpConfig {

    /** With credentials and virtual host; {@code amqps} checks certificate and host name. */
    @WithDefault("amqp://guest:guest@127.0.0.1:5672")
    URI uri();

    /** RabbitMQ's management API; port 15672 on the broker's host unless given. */
    Optional<URI> managementUri();

    /** The AMQP user unless given. */
    Optional<String> managementUser();

    Optional<String> managementPassword();

    /** The broker's host as devices see it. */
    Optional<String> publicHost();

    OptionalInt publicPort();

    /** {@code classic}, or {@code quorum} on a cluster. */
    @WithDefault("classic")
    String queueType();

    /** How much may wait for one device. */
    @WithDefault("1073741824")
    long queueMaxBytes();

    /** How long a device's queue, or the event exchange, may take to confirm. */
    @WithDefault("PT5S")
    Duration confirmTimeout();
}
