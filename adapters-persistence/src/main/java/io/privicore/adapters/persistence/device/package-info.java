/** Devices, their presence and their sessions in PostgreSQL. Lists are read past the aggregate. */
@NullMarked
package io.privicore.adapters.persistence.device;

import org.jspecify.annotations.NullMarked;
