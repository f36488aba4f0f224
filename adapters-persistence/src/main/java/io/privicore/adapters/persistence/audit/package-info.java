/** Audit trails in PostgreSQL. What was chained is only ever read. */
@NullMarked
package io.privicore.adapters.persistence.audit;

import org.jspecify.annotations.NullMarked;
