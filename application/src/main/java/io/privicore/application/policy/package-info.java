/** Policies, the gate that asks them, and the operations that wait at it. */
@NullMarked
package io.privicore.application.policy;

import org.jspecify.annotations.NullMarked;
