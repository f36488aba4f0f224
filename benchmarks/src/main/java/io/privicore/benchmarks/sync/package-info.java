/** A storage device that missed something, or whose disk is damaged, is brought in step again, and what that takes. */
@NullMarked
package io.privicore.benchmarks.sync;

import org.jspecify.annotations.NullMarked;
