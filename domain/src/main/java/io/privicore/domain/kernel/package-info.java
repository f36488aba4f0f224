/** The few words every area shares: change, event, refusal, identifiers. Knows no area. */
@NullMarked
package io.privicore.domain.kernel;

import org.jspecify.annotations.NullMarked;
