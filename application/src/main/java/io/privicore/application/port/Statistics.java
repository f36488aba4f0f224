package io.privicore.application.port;

import io.privicore.application.query.Periods;
import io.privicore.application.query.TransactionCounts;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.Map;

/**
 * What was done with data tokens, added up from the events that leave the {@link Outbox}: each counts once, when it is
 * told, in the hour in which it happened. Commands write nothing for it, so those of one profile never wait for each other
 * here; the price is that what was committed a moment ago is counted a moment later.
 */
public interface Statistics {

    /** The owner's counts by the beginning of the period. A period in which nothing happened may be left out. */
    Map<Instant, TransactionCounts> count(ProfileId owner, Periods periods);
}
