package io.privicore.application.port;

import static io.privicore.domain.kernel.Reason.DATA_TOKEN_NOT_FOUND;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.DataToken;
import io.privicore.domain.token.TokenId;
import java.util.Optional;
import java.util.UUID;

/** All data tokens. */
public interface DataTokens {

    /** By the hash of the temporary or the permanent token; refuses with {@code DATA_TOKEN_NOT_FOUND}. */
    default DataToken get(ProfileId owner, TokenHash token) {
        return find(owner, token)
                .orElseThrow(() ->
                        new Refusal(DATA_TOKEN_NOT_FOUND, "Expected a data token of the profile, but there is none"));
    }

    /** By the hash of the temporary or the permanent token. */
    Optional<DataToken> find(ProfileId owner, TokenHash token);

    Optional<DataToken> find(TokenId id);

    /** The reservation that a command made. */
    Optional<DataToken> reservedBy(ProfileId owner, UUID command);

    /**
     * Saves state and events. A placement that the token holds was staged before; one that it held and holds no longer
     * loses its key in the same transaction.
     */
    void save(Change<? extends DataToken> change);

    /** Saves a new reservation together with the command that made it. */
    void save(Change<DataToken.Reserved> change, UUID command);
}
