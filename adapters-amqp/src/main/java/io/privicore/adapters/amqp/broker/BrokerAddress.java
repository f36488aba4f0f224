package io.privicore.adapters.amqp.broker;

import java.net.URI;

/**
 * Where the engine finds the broker, asked again at every attempt: a broker that is started with the platform knows its
 * port only then.
 */
@FunctionalInterface
public interface BrokerAddress {

    /** An AMQP URI with credentials and virtual host. */
    URI uri();
}
