/** The value every part of the protocol shares. Knows none of them. */
@NullMarked
package io.privicore.protocol;

import org.jspecify.annotations.NullMarked;
