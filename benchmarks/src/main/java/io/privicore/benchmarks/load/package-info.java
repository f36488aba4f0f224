/** Closed-loop load and the arithmetic of its figures. Knows nothing of the platform. */
@NullMarked
package io.privicore.benchmarks.load;

import org.jspecify.annotations.NullMarked;
