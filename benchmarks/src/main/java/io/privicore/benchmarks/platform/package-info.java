/** The platform as a client sees it: HTTP, WebSocket, and the devices that are started for it. */
@NullMarked
package io.privicore.benchmarks.platform;

import org.jspecify.annotations.NullMarked;
