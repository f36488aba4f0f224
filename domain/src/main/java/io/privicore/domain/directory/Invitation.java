package io.privicore.domain.directory;

import static io.privicore.domain.kernel.Reason.DIRECTORY_FORBIDDEN;
import static io.privicore.domain.kernel.Reason.INVITATION_CLOSED;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A directory's word to a profile that it may join.
 *
 * @param inviter whoever sent it last
 * @param lifetime how long it lasts from when it was sent; sending it again begins anew
 * @param revision counts saved changes; two that start from the same one cannot both be saved
 */
public record Invitation(
        InvitationId id,
        DirectoryId directory,
        ProfileId profile,
        ProfileId inviter,
        Role role,
        InvitationState state,
        Duration lifetime,
        Instant sentAt,
        long revision) {

    public static final Duration DEFAULT_LIFETIME = Duration.ofDays(14);
    public static final Duration LONGEST = Duration.ofDays(90);

    /** Refuses with {@code DIRECTORY_FORBIDDEN} a role that the inviter cannot give. */
    public static Change<Invitation> send(
            InvitationId id,
            DirectoryId directory,
            ProfileId profile,
            ProfileId inviter,
            Role inviterRole,
            Role role,
            Duration lifetime,
            Instant now) {
        if (!lifetime.isPositive() || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("Expected an invitation for 1 to %d days".formatted(LONGEST.toDays()));
        }
        requireGoverns(inviterRole, role);
        return Change.of(
                new Invitation(id, directory, profile, inviter, role, InvitationState.PENDING, lifetime, now, 0),
                new DirectoryEvent.InvitationSent(profile, directory, id, role.wire()));
    }

    public Instant expiresAt() {
        return sentAt.plus(lifetime);
    }

    /**
     * Joins as what it says; whoever saves this saves the new {@link Member} too. Refused where whoever sent it may not give
     * the role any more, until somebody who may sends it again.
     *
     * @param inviterRole what whoever sent it is by now; empty where suspended or gone
     */
    public Change<Invitation> accept(Optional<Role> inviterRole, Instant now) {
        requirePending("accept", now);
        if (inviterRole.filter(present -> present.governs(role)).isEmpty()) {
            throw new Refusal(
                    INVITATION_CLOSED,
                    "Expected to accept invitation %s, but whoever sent it may not give its role any more"
                            .formatted(id));
        }
        return Change.of(in(InvitationState.ACCEPTED), new DirectoryEvent.InvitationAccepted(profile, directory, id));
    }

    public Change<Invitation> decline(Instant now) {
        requirePending("decline", now);
        return Change.of(in(InvitationState.DECLINED), new DirectoryEvent.InvitationDeclined(profile, directory, id));
    }

    /** Takes it back; refuses with {@code DIRECTORY_FORBIDDEN} whoever could not have sent it. */
    public Change<Invitation> revoke(Role actor, Instant now) {
        requireGoverns(actor, role);
        requirePending("revoke", now);
        return Change.of(in(InvitationState.REVOKED), new DirectoryEvent.InvitationRevoked(profile, directory, id));
    }

    /**
     * Its time begins anew, in the name of whoever sends it again; one that has expired comes to life again. Refuses with
     * {@code DIRECTORY_FORBIDDEN} whoever could not have sent it.
     */
    public Change<Invitation> resend(ProfileId sender, Role senderRole, Instant now) {
        requireGoverns(senderRole, role);
        if (state != InvitationState.PENDING && state != InvitationState.EXPIRED) {
            throw closed("resend");
        }
        return Change.of(
                new Invitation(id, directory, profile, sender, role, InvitationState.PENDING, lifetime, now, revision),
                new DirectoryEvent.InvitationResent(profile, directory, id));
    }

    /** What its deadline does; does nothing before its time or where it was answered. */
    public Change<Invitation> expire(Instant now) {
        return state == InvitationState.PENDING && !now.isBefore(expiresAt())
                ? Change.of(in(InvitationState.EXPIRED), new DirectoryEvent.InvitationExpired(profile, directory, id))
                : Change.none(this);
    }

    /** What it counts as at this moment, whether or not its deadline came to it yet. */
    public InvitationState stateAt(Instant now) {
        return state == InvitationState.PENDING && !now.isBefore(expiresAt()) ? InvitationState.EXPIRED : state;
    }

    private void requirePending(String operation, Instant now) {
        if (stateAt(now) != InvitationState.PENDING) {
            throw closed(operation);
        }
    }

    private static void requireGoverns(Role actor, Role given) {
        if (!actor.governs(given)) {
            throw new Refusal(
                    DIRECTORY_FORBIDDEN,
                    "Expected a role that governs \"%s\", but \"%s\" does not".formatted(given.wire(), actor.wire()));
        }
    }

    private Refusal closed(String operation) {
        var present = state == InvitationState.PENDING ? InvitationState.EXPIRED : state;
        return new Refusal(
                INVITATION_CLOSED,
                "Expected to %s invitation %s, but it is %s"
                        .formatted(operation, id, present.name().toLowerCase(Locale.ROOT)));
    }

    private Invitation in(InvitationState next) {
        return new Invitation(id, directory, profile, inviter, role, next, lifetime, sentAt, revision);
    }
}
