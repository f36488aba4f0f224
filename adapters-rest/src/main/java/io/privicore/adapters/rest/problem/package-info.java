/** How a no is put into words: RFC 9457 problem details, for refusals and for what the framework refuses. */
@NullMarked
package io.privicore.adapters.rest.problem;

import org.jspecify.annotations.NullMarked;
