package io.privicore.adapters.amqp.link;

import org.jspecify.annotations.Nullable;

/**
 * One delivery from an inbox.
 *
 * @param sender what the broker vouches for
 */
record Letter(long tag, String routingKey, @Nullable String sender, byte[] body) {}
