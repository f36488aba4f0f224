/** Devices: how one is asked for, approved, given roles and keys, and removed. Knows profiles, not what is stored. */
@NullMarked
package io.privicore.domain.device;

import org.jspecify.annotations.NullMarked;
