package io.privicore.adapters.persistence.policy;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.access.Delegations;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.command.CommandId;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.HeldOperations;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Held operations in PostgreSQL, what they would do sealed. */
@ApplicationScoped
public class JpaHeldOperations implements HeldOperations {

    /** Whose it is and under which command and name: votes agreed to this, and nothing else can be put in its place. */
    private static final String PURPOSE = "held-operation/%s/%s/%s";

    private static final String HOLD = """
            insert into held_operation (profile_id, command_id, operation, permit, session_id, address, traceparent, policies,
                payload, held_at, waiting, agreed_at, denied, application_id, grant_id, scopes)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::text[])
            """;

    private static final String AGREED = """
            update held_operation set waiting = waiting - 1, agreed_at = case when waiting = 1 then ?::timestamptz end
            where command_id = ?
            returning waiting
            """;

    private static final String DENIED = """
            update held_operation set denied = ? where command_id = ? and denied is null
            """;

    private final Envelopes envelopes;
    private final Sql sql;

    JpaHeldOperations(Envelopes envelopes, Sql sql) {
        this.envelopes = envelopes;
        this.sql = sql;
    }

    @Override
    public void hold(Held held) {
        sql.update(
                HOLD,
                held.profile().value(),
                held.command().value(),
                held.operation(),
                held.permit(),
                held.session().orElse(null),
                held.address(),
                held.traceparent().orElse(null),
                held.policies().toArray(UUID[]::new),
                envelopes
                        .sealSecret(held.payload(), purpose(held.profile(), held.command(), held.operation()))
                        .view(),
                held.heldAt(),
                held.waiting(),
                held.agreedAt().orElse(null),
                held.denied().orElse(null),
                Delegations.application(held.delegation()),
                Delegations.grant(held.delegation()),
                Delegations.scopes(held.delegation()));
    }

    @Override
    public Optional<Held> find(CommandId command) {
        return sql.first("select * from held_operation where command_id = ?", this::held, command.value());
    }

    @Override
    public Optional<Integer> agreed(CommandId command, Instant at) {
        return sql.first(AGREED, row -> row.getInt("waiting"), at, command.value());
    }

    @Override
    public boolean denied(CommandId command, String why) {
        return sql.update(DENIED, why, command.value()) > 0;
    }

    /** Of two that delete the row at once, the second waits for the first and finds nothing, unless that one fails. */
    @Override
    public boolean take(CommandId command) {
        return sql.update("delete from held_operation where command_id = ?", command.value()) > 0;
    }

    @Override
    public int count(ProfileId profile, boolean permits) {
        return sql.first(
                        "select count(*) as held from held_operation where profile_id = ? and permit = ?",
                        row -> row.getInt("held"),
                        profile.value(),
                        permits)
                .orElse(0);
    }

    @Override
    public List<CommandId> ofSession(ProfileId profile, UUID session) {
        return sql.list(
                "select command_id from held_operation where profile_id = ? and session_id = ? order by command_id",
                row -> new CommandId(Sql.uuid(row, "command_id")),
                profile.value(),
                session);
    }

    @Override
    public int forgetPermits(Instant before) {
        return sql.update("delete from held_operation where permit and agreed_at < ?", before);
    }

    private Held held(ResultSet row) throws SQLException {
        var command = new CommandId(Sql.uuid(row, "command_id"));
        var profile = new ProfileId(Sql.uuid(row, "profile_id"));
        var operation = row.getString("operation");
        return new Held(
                command,
                profile,
                operation,
                row.getBoolean("permit"),
                Optional.ofNullable(row.getObject("session_id", UUID.class)),
                Delegations.of(row),
                row.getString("address"),
                Optional.ofNullable(row.getString("traceparent")),
                Set.of((UUID[]) row.getArray("policies").getArray()),
                envelopes.openSecret(Bytes.wrap(row.getBytes("payload")), purpose(profile, command, operation)),
                requireNonNull(Sql.instant(row, "held_at")),
                row.getInt("waiting"),
                Optional.ofNullable(Sql.instant(row, "agreed_at")),
                Optional.ofNullable(row.getString("denied")));
    }

    private static String purpose(ProfileId profile, CommandId command, String operation) {
        return PURPOSE.formatted(profile, command, operation);
    }
}
