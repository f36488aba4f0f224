/** What engine and device say to each other, and the bytes it becomes. Knows keys, not how a message travels. */
@NullMarked
package io.privicore.protocol.message;

import org.jspecify.annotations.NullMarked;
