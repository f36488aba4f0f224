/** What was done with data tokens, added up by the hour. Knows how events are counted, not where they come from. */
@NullMarked
package io.privicore.adapters.persistence.statistics;

import org.jspecify.annotations.NullMarked;
