/** Which operations wait for a vote, and whose. Pure rules over what is known of an operation. */
@NullMarked
package io.privicore.domain.policy;

import org.jspecify.annotations.NullMarked;
