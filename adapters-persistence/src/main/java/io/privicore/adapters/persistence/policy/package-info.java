/** Policies, and the operations that wait at them, in PostgreSQL. */
@NullMarked
package io.privicore.adapters.persistence.policy;

import org.jspecify.annotations.NullMarked;
