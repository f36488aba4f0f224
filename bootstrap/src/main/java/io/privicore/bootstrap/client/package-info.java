/**
 * A client of the platform for people: {@code put}, {@code get} and the demo. Knows the published HTTP and WebSocket
 * interface, nothing of the engine.
 */
@NullMarked
package io.privicore.bootstrap.client;

import org.jspecify.annotations.NullMarked;
