/** Profiles in PostgreSQL. */
@NullMarked
package io.privicore.adapters.persistence.profile;

import org.jspecify.annotations.NullMarked;
