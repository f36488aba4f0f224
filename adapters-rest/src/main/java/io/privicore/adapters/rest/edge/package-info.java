/** The way from a request to the port and back, which every resource method takes. */
@NullMarked
package io.privicore.adapters.rest.edge;

import org.jspecify.annotations.NullMarked;
