/** Committed events, told to integrators as CloudEvents, and the document that describes them. */
@NullMarked
package io.privicore.adapters.amqp.events;

import org.jspecify.annotations.NullMarked;
