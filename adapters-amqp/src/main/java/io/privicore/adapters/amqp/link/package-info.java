/** Device links: what is said to devices, and what devices say, sealed in both directions. */
@NullMarked
package io.privicore.adapters.amqp.link;

import org.jspecify.annotations.NullMarked;
