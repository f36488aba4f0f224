/** Keys of engine and device: how they are made, written down, checked and used. Knows no message and no session. */
@NullMarked
package io.privicore.protocol.key;

import org.jspecify.annotations.NullMarked;
