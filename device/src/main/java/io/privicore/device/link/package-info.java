/** The way to the engine: deliveries in, confirmed publications out. Knows frames as bytes only. */
@NullMarked
package io.privicore.device.link;

import org.jspecify.annotations.NullMarked;
