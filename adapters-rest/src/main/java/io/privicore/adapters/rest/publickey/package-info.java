/** Public keys over HTTP: those of profiles and the engine's. */
@NullMarked
package io.privicore.adapters.rest.publickey;

import org.jspecify.annotations.NullMarked;
