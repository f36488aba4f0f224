/** Measures a running platform from outside and prints what it found. Knows operations and limits by name only. */
@NullMarked
package io.privicore.benchmarks;

import org.jspecify.annotations.NullMarked;
