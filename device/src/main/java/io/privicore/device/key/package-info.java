/** What the device must not lose or show: its own keys, and the keys of the sessions it listens to. */
@NullMarked
package io.privicore.device.key;

import org.jspecify.annotations.NullMarked;
