package io.privicore.adapters.persistence.command;

import io.privicore.application.command.CommandId;
import io.privicore.application.port.Commands.Entry;
import io.privicore.application.port.Envelopes;
import io.privicore.application.query.CommandState;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A command as it is kept: the result of a success sealed, the reason of a rejection in the clear. */
@Entity
@Table(name = "command")
class CommandRow {

    private static final String PURPOSE = "command-body";

    @Column(name = "profile_id", updatable = false)
    UUID profileId;

    @Id
    UUID id;

    String operation;

    short state;

    byte @Nullable [] result;

    @Nullable
    String reason;

    @Column(name = "application_id", updatable = false)
    @Nullable
    UUID applicationId;

    @Column(name = "submitted_at")
    Instant submittedAt;

    @Column(name = "settled_at")
    @Nullable
    Instant settledAt;

    @SuppressWarnings("NullAway.Init")
    CommandRow() {}

    static CommandRow from(Entry entry, Envelopes envelopes) {
        var row = new CommandRow();
        row.profileId = entry.submitter().value();
        row.id = entry.id().value();
        row.operation = entry.operation();
        row.state = (short) entry.state().wire();
        row.submittedAt = entry.submittedAt();
        row.applicationId = entry.application().map(ApplicationId::value).orElse(null);
        row.settledAt = entry.settledAt().orElse(null);
        if (entry.state() == CommandState.REJECTED) {
            row.reason = entry.body().orElse(null);
        } else {
            row.result = entry.body()
                    .map(body -> envelopes.sealSecret(Bytes.wrap(body.getBytes(StandardCharsets.UTF_8)), PURPOSE))
                    .map(Bytes::view)
                    .orElse(null);
        }
        return row;
    }

    Entry toDomain(Envelopes envelopes) {
        Optional<String> body = result == null
                ? Optional.ofNullable(reason)
                : Optional.of(new String(
                        envelopes.openSecret(Bytes.wrap(result), PURPOSE).view(), StandardCharsets.UTF_8));
        return new Entry(
                new CommandId(id),
                new ProfileId(profileId),
                operation,
                CommandState.of(state),
                body,
                submittedAt,
                Optional.ofNullable(settledAt),
                Optional.ofNullable(applicationId).map(ApplicationId::new));
    }
}
