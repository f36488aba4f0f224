/** The adapter against a real broker, with devices that speak the real protocol. */
@NullMarked
package io.privicore.adapters.amqp;

import org.jspecify.annotations.NullMarked;
