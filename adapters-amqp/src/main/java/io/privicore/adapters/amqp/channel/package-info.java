/** Messages for the channels of profiles, carried to every node. */
@NullMarked
package io.privicore.adapters.amqp.channel;

import org.jspecify.annotations.NullMarked;
