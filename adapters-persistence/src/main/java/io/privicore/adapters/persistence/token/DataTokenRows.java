package io.privicore.adapters.persistence.token;

import io.privicore.domain.token.DataToken;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Reads rows of data tokens with their placements, in one statement. They are let go at once, for they are written past
 * the session.
 */
@ApplicationScoped
class DataTokenRows implements PanacheRepositoryBase<DataTokenRow, UUID> {

    private static final String WITH_PLACEMENTS = """
            select t, p from DataTokenRow t
            left join PlacementRow p on p.tokenId = t.id and p.state <> STAGED
            where\s""";

    /** Two look-ups by unique indexes, the second only where the first finds nothing. */
    private static final String BY_HASH = """
            t.id = coalesce(
                (select a.id from DataTokenRow a where a.temporaryHash = :hash),
                (select b.id from DataTokenRow b where b.permanentHash = :hash))
            """;

    Optional<DataToken> byId(UUID id) {
        return one("t.id = :id", Map.of("id", id));
    }

    Optional<DataToken> byToken(UUID owner, byte[] hash) {
        return one(BY_HASH, Map.of("hash", hash)).filter(token -> isOf(owner, token));
    }

    Optional<DataToken> reservedBy(UUID owner, UUID command) {
        return one("t.reservedBy = :command", Map.of("command", command)).filter(token -> isOf(owner, token));
    }

    private static boolean isOf(UUID owner, DataToken token) {
        return token.owner().value().equals(owner);
    }

    private Optional<DataToken> one(String condition, Map<String, Object> parameters) {
        var query = getEntityManager()
                .unwrap(Session.class)
                .createSelectionQuery(WITH_PLACEMENTS + condition, Object[].class);
        parameters.forEach(query::setParameter);
        var found = query.getResultList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var placements = new ArrayList<PlacementRow>();
        for (var row : found) {
            if (row[1] instanceof PlacementRow placement) {
                getEntityManager().detach(placement);
                placements.add(placement);
            }
        }
        var token = (DataTokenRow) found.getFirst()[0];
        getEntityManager().detach(token);
        return Optional.of(token.toDomain(placements));
    }
}
