/** Audit trails over HTTP, page by page and as a whole. */
@NullMarked
package io.privicore.adapters.rest.audit;

import org.jspecify.annotations.NullMarked;
