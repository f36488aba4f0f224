/**
 * Whole-system journeys: an integrator's client, reference devices and a packaged platform, over HTTP, WebSocket and AMQP.
 * Knows the wires, nothing of the platform's inside.
 */
@NullMarked
package io.privicore.bootstrap.journey;

import org.jspecify.annotations.NullMarked;
