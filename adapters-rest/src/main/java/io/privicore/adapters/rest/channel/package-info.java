/** WebSocket channels of this node: how they are joined, what they are sent, and when it may leave. */
@NullMarked
package io.privicore.adapters.rest.channel;

import org.jspecify.annotations.NullMarked;
