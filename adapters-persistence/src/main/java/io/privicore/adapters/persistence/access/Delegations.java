package io.privicore.adapters.persistence.access;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.domain.access.Delegation;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.kernel.ApplicationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** That an application acts for a profile, as three columns that are all there or all null. */
public final class Delegations {

    private Delegations() {}

    public static @Nullable UUID application(Optional<Delegation> delegation) {
        return delegation.map(held -> held.application().value()).orElse(null);
    }

    public static @Nullable UUID grant(Optional<Delegation> delegation) {
        return delegation.map(held -> held.grant().value()).orElse(null);
    }

    public static String @Nullable [] scopes(Optional<Delegation> delegation) {
        return delegation.map(held -> texts(held.scopes())).orElse(null);
    }

    public static Optional<Delegation> of(ResultSet row) throws SQLException {
        var application = row.getObject("application_id", UUID.class);
        return application == null
                ? Optional.empty()
                : Optional.of(new Delegation(
                        new ApplicationId(application), new GrantId(Sql.uuid(row, "grant_id")), scopes(row)));
    }

    /** Scopes by the contract's names. */
    public static String[] texts(Scopes scopes) {
        return scopes.wire().toArray(String[]::new);
    }

    public static Scopes scopes(ResultSet row) throws SQLException {
        return Scopes.of(List.of((String[]) row.getArray("scopes").getArray()));
    }
}
