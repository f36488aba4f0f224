/** The adapters against a real PostgreSQL, by the contracts of their ports. */
@NullMarked
package io.privicore.adapters.persistence;

import org.jspecify.annotations.NullMarked;
