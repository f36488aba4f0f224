/** Frames: messages sealed for one peer, so that a broker can carry but not read them. Knows messages and keys. */
@NullMarked
package io.privicore.protocol.session;

import org.jspecify.annotations.NullMarked;
