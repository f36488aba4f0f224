package io.privicore.adapters.persistence.device;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.PairingTokens;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.kernel.ProfileId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Pairing tokens in PostgreSQL. Using one is an update of a row that is not used, so of two that try one gets it. */
@ApplicationScoped
public class JpaPairingTokens implements PairingTokens {

    private static final String ISSUE = """
            insert into pairing_token (profile_id, token_hash, roles, agreed, issued_at, expires_at)
            values (?, ?, ?, ?, ?, ?)
            """;

    /** Two that are issued at once count each other. */
    private static final String ONE_AT_A_TIME = "select id from profile where id = ? for update";

    private static final String END_OLDEST = """
            delete from pairing_token where profile_id = ? and token_hash in (
                select token_hash from pairing_token
                where profile_id = ? and used_at is null and expires_at > ?
                order by issued_at desc, token_hash offset ?)
            """;

    private static final String FIND = """
            select profile_id, roles, agreed from pairing_token where token_hash = ? and expires_at > ?
            """;

    private static final String USE = """
            update pairing_token set used_at = ? where token_hash = ? and expires_at > ? and used_at is null
            """;

    private final Sql sql;

    JpaPairingTokens(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void issue(Offer offer, TokenHash token, Instant now, Instant expiresAt, int most) {
        var owner = offer.owner().value();
        sql.first(ONE_AT_A_TIME, _ -> owner, owner);
        sql.update(
                ISSUE,
                owner,
                token.bytes(),
                offer.roles().stream().map(Enum::name).toArray(String[]::new),
                Sql.ids(offer.agreed()),
                now,
                expiresAt);
        sql.update(END_OLDEST, owner, owner, now, most);
    }

    @Override
    public Optional<Offer> find(TokenHash token, Instant now) {
        return sql.first(FIND, JpaPairingTokens::offer, token.bytes(), now);
    }

    @Override
    public boolean use(TokenHash token, Instant now) {
        return sql.update(USE, now, token.bytes(), now) > 0;
    }

    @Override
    public void endUnused(ProfileId owner) {
        sql.update("delete from pairing_token where profile_id = ? and used_at is null", owner.value());
    }

    @Override
    public int forgetExpired(Instant now) {
        return sql.update("delete from pairing_token where expires_at < ?", now);
    }

    private static Offer offer(ResultSet row) throws SQLException {
        var roles = (String[]) row.getArray("roles").getArray();
        var agreed = (UUID[]) row.getArray("agreed").getArray();
        return new Offer(
                new ProfileId(Sql.uuid(row, "profile_id")),
                Arrays.stream(roles).map(DeviceRole::valueOf).collect(Collectors.toSet()),
                Arrays.stream(agreed).collect(Collectors.toSet()));
    }
}
