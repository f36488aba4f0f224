package io.privicore.application.port;

import io.privicore.application.query.Page;
import io.privicore.application.query.TokenQuery;
import io.privicore.domain.kernel.ProfileId;

/** Lists of data tokens, read past the aggregates. */
public interface TokenViews {

    /** The owner's permanent tokens, or the deleted ones, newest first. */
    Page<TokenQuery.TokenView> list(ProfileId owner, TokenQuery.ListTokens query);
}
