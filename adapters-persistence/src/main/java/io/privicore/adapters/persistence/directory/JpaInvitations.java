package io.privicore.adapters.persistence.directory;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Invitations;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.directory.Invitation;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.InvitationState;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Invitations in PostgreSQL. */
@ApplicationScoped
public class JpaInvitations implements Invitations {

    private static final String PENDING = """
            select * from invitation where directory_id = ? and profile_id = ? and state = 'PENDING'
            """;

    private static final String PENDING_OF = """
            select count(*) as pending from invitation where directory_id = ? and state = 'PENDING'
            """;

    private static final String INSERT = """
            insert into invitation (directory_id, id, profile_id, inviter_id, role, state, lifetime, sent_at, expires_at,
                revision)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1) on conflict do nothing
            """;

    private static final String UPDATE = """
            update invitation set inviter_id = ?, state = ?, sent_at = ?, expires_at = ?, revision = revision + 1
            where directory_id = ? and id = ? and revision = ?
            """;

    private final JpaUnitOfWork unit;
    private final Sql sql;

    JpaInvitations(JpaUnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public Invitation get(InvitationId id) {
        return find(id).orElseThrow(() ->
                new Refusal(Reason.INVITATION_NOT_FOUND, "Expected invitation %s, but there is none".formatted(id)));
    }

    @Override
    public Optional<Invitation> find(InvitationId id) {
        return sql.first("select * from invitation where id = ?", JpaInvitations::invitation, id.value());
    }

    @Override
    public Optional<Invitation> pending(DirectoryId directory, ProfileId profile) {
        return sql.first(PENDING, JpaInvitations::invitation, directory.value(), profile.value());
    }

    @Override
    public int pendingOf(DirectoryId directory) {
        return sql.first(PENDING_OF, row -> row.getInt("pending"), directory.value())
                .orElse(0);
    }

    @Override
    public void save(Change<Invitation> change) {
        unit.append(change.events());
        var invitation = change.after();
        int saved = invitation.revision() == 0 ? insert(invitation) : update(invitation);
        if (saved == 0) {
            if (invitation.revision() == 0 && find(invitation.id()).isEmpty()) {
                requireOnlyOne(invitation);
            }
            throw new Stale("Expected invitation %s at revision %d, but it is at another"
                    .formatted(invitation.id(), invitation.revision()));
        }
    }

    private int insert(Invitation invitation) {
        return sql.update(
                INSERT,
                invitation.directory().value(),
                invitation.id().value(),
                invitation.profile().value(),
                invitation.inviter().value(),
                invitation.role().name(),
                invitation.state().name(),
                invitation.lifetime().toNanos(),
                invitation.sentAt(),
                invitation.expiresAt());
    }

    private int update(Invitation invitation) {
        if (invitation.state() == InvitationState.PENDING) {
            requireOnlyOne(invitation);
        }
        return sql.update(
                UPDATE,
                invitation.inviter().value(),
                invitation.state().name(),
                invitation.sentAt(),
                invitation.expiresAt(),
                invitation.directory().value(),
                invitation.id().value(),
                invitation.revision());
    }

    private void requireOnlyOne(Invitation invitation) {
        if (pending(invitation.directory(), invitation.profile())
                .filter(other -> !other.id().equals(invitation.id()))
                .isPresent()) {
            throw new Refusal(
                    Reason.INVITATION_ALREADY_SENT,
                    "Expected a profile without an open invitation to directory %s, but it has one"
                            .formatted(invitation.directory()));
        }
    }

    private static Invitation invitation(ResultSet row) throws SQLException {
        return new Invitation(
                new InvitationId(Sql.uuid(row, "id")),
                new DirectoryId(Sql.uuid(row, "directory_id")),
                new ProfileId(Sql.uuid(row, "profile_id")),
                new ProfileId(Sql.uuid(row, "inviter_id")),
                Role.valueOf(row.getString("role")),
                InvitationState.valueOf(row.getString("state")),
                Duration.ofNanos(row.getLong("lifetime")),
                requireNonNull(Sql.instant(row, "sent_at")),
                row.getLong("revision"));
    }
}
