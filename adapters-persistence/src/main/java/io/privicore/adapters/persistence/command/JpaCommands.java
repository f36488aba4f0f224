package io.privicore.adapters.persistence.command;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Rows;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.command.CommandId;
import io.privicore.application.event.CommandEvent;
import io.privicore.application.port.Commands;
import io.privicore.application.port.Envelopes;
import io.privicore.application.query.CommandState;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.ProfileId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Commands and idempotency keys in PostgreSQL. */
@ApplicationScoped
public class JpaCommands implements Commands {

    private static final Duration CLAIMED = Duration.ofDays(1);
    private static final int EXPLANATION = 500;

    private static final String SETTLE = """
            update command set state = ?, result = ?, reason = ?, settled_at = ?
            where id = ? and state = 1
            returning profile_id, operation, submitted_at, application_id
            """;

    private static final String COMPLETE = """
            update command set result = ? where id = ? and state = 2 and result is null
            """;

    /** Waits for another claim of the same key that is under way; touches no row when the key stands for something. */
    private static final String CLAIM = """
            insert into idempotency_claim as c (profile_id, key_hash, request_hash, command_id, claimed_at)
            values (?, ?, ?, ?, ?)
            on conflict (profile_id, key_hash) do update set
                request_hash = excluded.request_hash, command_id = excluded.command_id, claimed_at = excluded.claimed_at
            where c.claimed_at < ?
            """;

    private static final String CLAIMED_BY = """
            select command_id, request_hash from idempotency_claim
            where profile_id = ? and key_hash = ? and claimed_at >= ?
            """;

    private final CommandRows commands;
    private final Envelopes envelopes;
    private final JpaUnitOfWork unit;
    private final Rows rows;
    private final Sql sql;

    JpaCommands(CommandRows commands, Envelopes envelopes, JpaUnitOfWork unit, Rows rows, Sql sql) {
        this.commands = commands;
        this.envelopes = envelopes;
        this.unit = unit;
        this.rows = rows;
        this.sql = sql;
    }

    @Override
    public void record(Entry entry) {
        tell(entry);
        rows.save(CommandRow.from(entry, envelopes), 0);
    }

    @Override
    public Optional<Entry> settle(CommandId id, CommandState state, Optional<String> body, Instant at) {
        var draft = new Entry(id, ProfileId.NOBODY, "", state, body, at, Optional.of(at));
        var row = CommandRow.from(draft, envelopes);
        var settled = sql.first(
                SETTLE,
                found -> new Entry(
                        id,
                        new ProfileId(Sql.uuid(found, "profile_id")),
                        found.getString("operation"),
                        state,
                        body,
                        requireNonNull(Sql.instant(found, "submitted_at")),
                        Optional.of(at),
                        Optional.ofNullable(found.getObject("application_id", UUID.class))
                                .map(ApplicationId::new)),
                state.wire(),
                row.result,
                row.reason,
                at,
                id.value());
        settled.ifPresent(this::tell);
        return settled;
    }

    @Override
    public Optional<Entry> complete(CommandId id, String body) {
        var found = find(id);
        return found.map(entry -> new Entry(
                        id,
                        entry.submitter(),
                        entry.operation(),
                        CommandState.SUCCEEDED,
                        Optional.of(body),
                        entry.submittedAt(),
                        entry.settledAt(),
                        entry.application()))
                .filter(entry -> sql.update(COMPLETE, CommandRow.from(entry, envelopes).result, id.value()) > 0);
    }

    @Override
    public void explain(CommandId id, String detail) {
        var text = detail.substring(0, Math.min(detail.length(), EXPLANATION));
        sql.update("update command set detail = ? where id = ?", text, id.value());
    }

    @Override
    public Optional<String> explanation(CommandId id) {
        return sql.first(
                        "select detail from command where id = ?",
                        row -> Optional.ofNullable(row.getString("detail")),
                        id.value())
                .flatMap(Function.identity());
    }

    @Override
    public Optional<Entry> find(CommandId id) {
        return unit.reading(() -> commands.byId(id.value())).map(row -> row.toDomain(envelopes));
    }

    @Override
    public Optional<Claim> claim(
            ProfileId submitter, TokenHash key, TokenHash request, CommandId command, Instant now) {
        int claimed = sql.update(
                CLAIM, submitter.value(), key.bytes(), request.bytes(), command.value(), now, now.minus(CLAIMED));
        return claimed > 0 ? Optional.empty() : claimed(submitter, key, now);
    }

    @Override
    public Optional<Claim> claimed(ProfileId submitter, TokenHash key, Instant now) {
        return sql.first(
                CLAIMED_BY,
                row -> new Claim(
                        new CommandId(Sql.uuid(row, "command_id")), new TokenHash(row.getBytes("request_hash"))),
                submitter.value(),
                key.bytes(),
                now.minus(CLAIMED));
    }

    @Override
    public int forgetClaims(Instant before) {
        return sql.update("delete from idempotency_claim where claimed_at < ?", before);
    }

    private void tell(Entry entry) {
        unit.append(
                switch (entry.state()) {
                    case STARTED -> List.of();
                    case SUCCEEDED ->
                        List.of(new CommandEvent.Succeeded(entry.submitter(), entry.id(), entry.operation()));
                    case REJECTED ->
                        List.of(new CommandEvent.Rejected(
                                entry.submitter(),
                                entry.id(),
                                entry.operation(),
                                entry.body().orElse("")));
                });
    }
}
