/** Health and the status of commands over HTTP. */
@NullMarked
package io.privicore.adapters.rest.utility;

import org.jspecify.annotations.NullMarked;
