/** Data tokens over HTTP: from reservation to erasure. */
@NullMarked
package io.privicore.adapters.rest.token;

import org.jspecify.annotations.NullMarked;
