/** Which devices vote, and how a profile votes where nothing else is said. */
@NullMarked
package io.privicore.adapters.rest.authenticator;

import org.jspecify.annotations.NullMarked;
