/** The module as clients see it: over HTTP and WebSocket. */
@NullMarked
package io.privicore.adapters.rest.http;

import org.jspecify.annotations.NullMarked;
