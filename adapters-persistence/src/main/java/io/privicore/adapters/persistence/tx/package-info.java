/** Transactions and statements: the one place that begins and ends them, and what their failures mean. */
@NullMarked
package io.privicore.adapters.persistence.tx;

import org.jspecify.annotations.NullMarked;
