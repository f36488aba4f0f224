/** How the platform starts: the command line, what is decided before Quarkus runs, and the order in which all stops. */
@NullMarked
package io.privicore.bootstrap;

import org.jspecify.annotations.NullMarked;
