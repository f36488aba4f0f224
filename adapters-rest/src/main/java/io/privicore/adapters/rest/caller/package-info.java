/** Who asks, as far as headers and addresses tell. */
@NullMarked
package io.privicore.adapters.rest.caller;

import org.jspecify.annotations.NullMarked;
