/** What the machine could do at best, measured in the same run by tools of its own. */
@NullMarked
package io.privicore.benchmarks.limit;

import org.jspecify.annotations.NullMarked;
