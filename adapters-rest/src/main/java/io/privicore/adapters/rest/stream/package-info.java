/** Streams at the root: bytes from a socket to the application and back, as fast as the slower side. Knows no device. */
@NullMarked
package io.privicore.adapters.rest.stream;

import org.jspecify.annotations.NullMarked;
