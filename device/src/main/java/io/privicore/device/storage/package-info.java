/**
 * Chunks on disk: appended, sealed, found again after any crash. And the role of
 * a device that keeps them for its engine. Knows neither brokers nor sessions.
 */
@NullMarked
package io.privicore.device.storage;

import org.jspecify.annotations.NullMarked;
