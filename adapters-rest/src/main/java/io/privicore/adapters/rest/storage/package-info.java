/** The storage role of devices over HTTP. */
@NullMarked
package io.privicore.adapters.rest.storage;

import org.jspecify.annotations.NullMarked;
