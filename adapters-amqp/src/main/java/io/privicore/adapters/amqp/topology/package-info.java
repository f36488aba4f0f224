/** The names of queues and exchanges, and the part of them that the engine declares. */
@NullMarked
package io.privicore.adapters.amqp.topology;

import org.jspecify.annotations.NullMarked;
