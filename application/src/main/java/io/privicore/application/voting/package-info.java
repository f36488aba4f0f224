/** Authenticators, polls and ballots: carries out what is asked of them and counts what devices say. Knows no policies. */
@NullMarked
package io.privicore.application.voting;

import org.jspecify.annotations.NullMarked;
