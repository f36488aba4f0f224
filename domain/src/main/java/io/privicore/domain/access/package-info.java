/** Sessions and scopes: what a caller may do and for how long. Knows profiles, not what is done. */
@NullMarked
package io.privicore.domain.access;

import org.jspecify.annotations.NullMarked;
