/** Devices over HTTP, whatever their roles. */
@NullMarked
package io.privicore.adapters.rest.device;

import org.jspecify.annotations.NullMarked;
