/** The page a browser is shown at the root. */
@NullMarked
package io.privicore.adapters.rest.console;

import org.jspecify.annotations.NullMarked;
