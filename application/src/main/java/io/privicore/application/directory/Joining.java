package io.privicore.application.directory;

import static io.privicore.domain.kernel.Reason.DIRECTORY_ALREADY_MEMBER;
import static io.privicore.domain.kernel.Reason.DIRECTORY_TOO_MANY;
import static io.privicore.domain.kernel.Reason.INVITATION_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.PROFILE_NOT_FOUND;

import io.privicore.application.audit.AuditedCall;
import io.privicore.application.command.DirectoryCommand.Invite;
import io.privicore.application.command.DirectoryCommand.ProcessInvitation;
import io.privicore.application.command.DirectoryCommand.ResendInvitation;
import io.privicore.application.command.DirectoryCommand.RevokeInvitation;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.Invitations;
import io.privicore.application.port.Members;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.Tokens;
import io.privicore.domain.directory.Invitation;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.InvitationState;
import io.privicore.domain.directory.Member;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.ProfileState;
import java.time.InstantSource;

/** Invites profiles that are there already, and lets them in. */
public final class Joining {

    /** How many invitations of a directory may wait for an answer. */
    static final int MOST_PENDING = 10_000;

    private final Invitations invitations;
    private final Members members;
    private final Profiles profiles;
    private final Standing standing;
    private final Deadlines deadlines;
    private final Tokens tokens;
    private final InstantSource clock;

    public Joining(
            Invitations invitations,
            Members members,
            Profiles profiles,
            Standing standing,
            Deadlines deadlines,
            Tokens tokens,
            InstantSource clock) {
        this.invitations = invitations;
        this.members = members;
        this.profiles = profiles;
        this.standing = standing;
        this.deadlines = deadlines;
        this.tokens = tokens;
        this.clock = clock;
    }

    Outcome invite(Invocation in, Invite command) {
        var profile = invitee(command);
        requireNoMember(command.directory(), profile);
        // One that has expired and that its deadline did not come to yet makes room for the new one.
        invitations
                .pending(command.directory(), profile)
                .ifPresent(earlier -> invitations.save(earlier.expire(in.at())));
        requireRoom(command.directory());
        var sent = Invitation.send(
                new InvitationId(tokens.id()),
                command.directory(),
                profile,
                in.profile(),
                standing.roleOf(command.directory(), in.profile()),
                command.role(),
                command.lifetime(),
                in.at());
        invitations.save(sent);
        deadlines.set(Kind.INVITATION, sent.after().id().value(), sent.after().expiresAt());
        return Outcome.made(sent.after().id());
    }

    /** From now on it is the caller's invitation: it lasts as long as the caller may give its role. */
    Outcome resend(Invocation in, ResendInvitation command) {
        var invitation = of(command.directory(), command.invitation());
        requireNoMember(command.directory(), invitation.profile());
        if (invitation.state() != InvitationState.PENDING) {
            requireRoom(command.directory());
        }
        var resent = invitation.resend(in.profile(), standing.roleOf(command.directory(), in.profile()), in.at());
        invitations.save(resent);
        deadlines.set(
                Kind.INVITATION, command.invitation().value(), resent.after().expiresAt());
        return Outcome.done();
    }

    Outcome revoke(Invocation in, RevokeInvitation command) {
        var role = standing.roleOf(command.directory(), in.profile());
        invitations.save(of(command.directory(), command.invitation()).revoke(role, in.at()));
        deadlines.clear(Kind.INVITATION, command.invitation().value());
        return Outcome.done();
    }

    /** Accepted only while whoever sent it could send it again: a role that was taken away gives none. */
    Outcome process(Invocation in, ProcessInvitation command) {
        var invitation = invitations
                .find(command.invitation())
                .filter(found -> found.profile().equals(in.profile()))
                .orElseThrow(() -> notFound(command.invitation()));
        AuditedCall.concerns(invitation.directory());
        deadlines.clear(Kind.INVITATION, invitation.id().value());
        if (!command.accept()) {
            invitations.save(invitation.decline(in.at()));
            return Outcome.done();
        }
        var inviter = members.role(invitation.directory(), invitation.inviter());
        invitations.save(invitation.accept(inviter, in.at()));
        members.save(Member.join(invitation.directory(), in.profile(), invitation.role(), in.at()));
        return Outcome.made(invitation.directory());
    }

    /** What the invitation's deadline does, within the present unit of work. */
    public void expire(InvitationId id) {
        invitations.find(id).ifPresent(invitation -> invitations.save(invitation.expire(clock.instant())));
        deadlines.clear(Kind.INVITATION, id.value());
    }

    private void requireNoMember(DirectoryId directory, ProfileId profile) {
        if (members.find(directory, profile).isPresent()) {
            throw new Refusal(
                    DIRECTORY_ALREADY_MEMBER,
                    "Expected a profile that is not in directory %s, but it is".formatted(directory));
        }
    }

    private void requireRoom(DirectoryId directory) {
        if (invitations.pendingOf(directory) >= MOST_PENDING) {
            throw new Refusal(
                    DIRECTORY_TOO_MANY,
                    "Expected fewer than %d open invitations, but there are as many".formatted(MOST_PENDING));
        }
    }

    private ProfileId invitee(Invite command) {
        return command.profile()
                .flatMap(profiles::find)
                .or(() -> command.username().flatMap(profiles::find))
                .filter(profile -> profile.state() != ProfileState.REMOVED)
                .map(Profile::id)
                .orElseThrow(() -> new Refusal(PROFILE_NOT_FOUND, "Expected a profile to invite, but there is none"));
    }

    private Invitation of(DirectoryId directory, InvitationId id) {
        return invitations
                .find(id)
                .filter(invitation -> invitation.directory().equals(directory))
                .orElseThrow(() -> notFound(id));
    }

    private static Refusal notFound(InvitationId id) {
        return new Refusal(INVITATION_NOT_FOUND, "Expected invitation %s, but there is none".formatted(id));
    }
}
