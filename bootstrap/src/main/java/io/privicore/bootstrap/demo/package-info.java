/**
 * A client that shows the platform's main job on one file, with real devices beside it. Knows the published HTTP and
 * WebSocket interface and the documented layout of a device's disk, nothing of the engine.
 */
@NullMarked
package io.privicore.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
