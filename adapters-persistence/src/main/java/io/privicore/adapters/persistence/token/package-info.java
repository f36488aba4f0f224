/** Data tokens, where their data lies, and its erasure in PostgreSQL. Lists are read past the aggregate. */
@NullMarked
package io.privicore.adapters.persistence.token;

import org.jspecify.annotations.NullMarked;
