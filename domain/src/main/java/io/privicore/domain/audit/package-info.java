/** What was done, by whom and with what outcome, chained by hashes so that nothing can be changed unnoticed. Knows ids, not what they name. */
@NullMarked
package io.privicore.domain.audit;

import org.jspecify.annotations.NullMarked;
