/** Polls, ballots and ways to vote in PostgreSQL. */
@NullMarked
package io.privicore.adapters.persistence.voting;

import org.jspecify.annotations.NullMarked;
