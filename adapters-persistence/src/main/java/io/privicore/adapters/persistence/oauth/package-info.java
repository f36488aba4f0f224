/** Applications, codes and grants in PostgreSQL. */
@NullMarked
package io.privicore.adapters.persistence.oauth;

import org.jspecify.annotations.NullMarked;
