/** What is measured, one file an operation. Knows the platform by its public interfaces only. */
@NullMarked
package io.privicore.benchmarks.operation;

import org.jspecify.annotations.NullMarked;
