/** Commands, idempotency keys and deadlines in PostgreSQL. */
@NullMarked
package io.privicore.adapters.persistence.command;

import org.jspecify.annotations.NullMarked;
