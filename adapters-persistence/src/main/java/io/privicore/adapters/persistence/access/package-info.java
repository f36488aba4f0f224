/** Sessions and failed sign-ins in PostgreSQL. */
@NullMarked
package io.privicore.adapters.persistence.access;

import org.jspecify.annotations.NullMarked;
