/** Why a start ends before it has begun, in words for the operator. Knows nothing. */
@NullMarked
package io.privicore.bootstrap.failure;

import org.jspecify.annotations.NullMarked;
