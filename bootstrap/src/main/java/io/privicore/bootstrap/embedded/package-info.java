/**
 * The database and the broker that run inside or beside the process when no others are named. Knows the data folder and
 * the ports of the application, nothing of the engine.
 */
@NullMarked
package io.privicore.bootstrap.embedded;

import org.jspecify.annotations.NullMarked;
