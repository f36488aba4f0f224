/** How nodes of one deployment find and tell each other over the broker. Knows nothing of what they say. */
@NullMarked
package io.privicore.adapters.amqp.node;

import org.jspecify.annotations.NullMarked;
