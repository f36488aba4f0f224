/** Connections to the broker that heal by themselves, and channels that say what became of a message. Knows no message. */
@NullMarked
package io.privicore.adapters.amqp.broker;

import org.jspecify.annotations.NullMarked;
