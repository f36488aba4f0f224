/** Ways to vote, polls, and votes that come over HTTP. */
@NullMarked
package io.privicore.adapters.rest.voting;

import org.jspecify.annotations.NullMarked;
