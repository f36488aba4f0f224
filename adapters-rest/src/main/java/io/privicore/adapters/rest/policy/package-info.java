/** Which operations wait for a vote. */
@NullMarked
package io.privicore.adapters.rest.policy;

import org.jspecify.annotations.NullMarked;
