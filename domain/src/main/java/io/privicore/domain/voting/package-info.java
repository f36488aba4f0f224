/** Polls, ballots and how votes become a decision. Knows devices, not policies. */
@NullMarked
package io.privicore.domain.voting;

import org.jspecify.annotations.NullMarked;
