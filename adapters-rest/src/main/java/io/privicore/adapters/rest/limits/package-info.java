/** Bounds on what a stranger can make grow, as configuration. */
@NullMarked
package io.privicore.adapters.rest.limits;

import org.jspecify.annotations.NullMarked;
