/** Puts the application together from its ports: the only place that knows every module. */
@NullMarked
package io.privicore.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
