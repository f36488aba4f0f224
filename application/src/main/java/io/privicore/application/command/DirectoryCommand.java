package io.privicore.application.command;

import io.privicore.application.command.Operation.Access;
import io.privicore.domain.access.Scope;
import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.ImportId;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Right;
import io.privicore.domain.directory.Role;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
import io.privicore.domain.voting.VotingRules;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What can be done with directories and who is in them. */
public sealed interface DirectoryCommand extends Command {

    /** Registers an organisation that the caller owns. Result: the directory id. */
    @Operation(value = "directory.register", scope = Scope.DIRECTORY_WRITE)
    record Register(Name name, ShortName shortName, Metadata meta) implements DirectoryCommand {}

    /** Puts free fields over those the directory has; some of them are settings. */
    @Operation(value = "directory.store-meta", scope = Scope.DIRECTORY_WRITE, directory = Right.ADMINISTER)
    record StoreMeta(DirectoryId directory, Metadata fields) implements DirectoryCommand, DirectoryOperation {}

    /**
     * Creates a managed user, whose profile id is the command's id. Result: the profile id; without a password the
     * single-use token of its enrolment link.
     *
     * @param person what the directory knows of it
     * @param state active where nothing is said
     */
    @Operation(
            value = "directory.create-user",
            scope = Scope.DIRECTORY_WRITE,
            directory = Right.ADMINISTER,
            provisioning = true)
    record CreateUser(
            DirectoryId directory,
            Username username,
            Optional<Password> password,
            Role role,
            Person person,
            Optional<MemberState> state)
            implements DirectoryCommand, DirectoryOperation {

        /** Active. */
        public CreateUser(
                DirectoryId directory, Username username, Optional<Password> password, Role role, Person person) {
            this(directory, username, password, role, person, Optional.empty());
        }
    }

    /** Changes what is given and leaves the rest; suspending ends the user's tokens and stops its devices at once. */
    @Operation(
            value = "directory.update-user",
            scope = Scope.DIRECTORY_WRITE,
            directory = Right.ADMINISTER,
            provisioning = true)
    record UpdateUser(
            DirectoryId directory,
            ProfileId profile,
            Optional<Username> username,
            Optional<Name> givenName,
            Optional<Name> familyName,
            Optional<Email> email,
            Optional<Name> externalId,
            Optional<Role> role,
            Optional<MemberState> state,
            Metadata meta)
            implements DirectoryCommand, DirectoryOperation {
        @Override
        public Optional<ProfileId> about() {
            return Optional.of(profile);
        }
    }

    /**
     * Describes a user anew as a whole, as provisioning clients do: what is absent is taken away.
     *
     * @param revision what the caller has seen, where it must not have changed since
     */
    @Operation(
            value = "directory.replace-user",
            scope = Scope.DIRECTORY_WRITE,
            directory = Right.ADMINISTER,
            provisioning = true)
    record ReplaceUser(
            DirectoryId directory,
            ProfileId profile,
            Username username,
            Role role,
            MemberState state,
            Person person,
            Optional<Long> revision)
            implements DirectoryCommand, DirectoryOperation {

        /** Whatever became of it meanwhile. */
        public ReplaceUser(
                DirectoryId directory,
                ProfileId profile,
                Username username,
                Role role,
                MemberState state,
                Person person) {
            this(directory, profile, username, role, state, person, Optional.empty());
        }

        @Override
        public Optional<ProfileId> about() {
            return Optional.of(profile);
        }
    }

    /**
     * Ends a membership, and with it a managed user and everything that the directory gave. Members may leave.
     *
     * @param revision what the caller has seen, where it must not have changed since
     */
    @Operation(
            value = "directory.remove-user",
            scope = Scope.DIRECTORY_WRITE,
            directory = Right.ADMINISTER,
            ownToo = true,
            provisioning = true)
    record RemoveUser(DirectoryId directory, ProfileId profile, Optional<Long> revision)
            implements DirectoryCommand, DirectoryOperation {

        /** Whatever became of it meanwhile. */
        public RemoveUser(DirectoryId directory, ProfileId profile) {
            this(directory, profile, Optional.empty());
        }

        @Override
        public Optional<ProfileId> about() {
            return Optional.of(profile);
        }
    }

    /**
     * Creates and changes users as the rows say that were taken in from a file. Result: how many of each, as JSON.
     *
     * @param dryRun whether it is only told what would be done
     * @param digest the SHA-256 of the file, in hexadecimal
     */
    @Operation(value = "directory.import-users", scope = Scope.DIRECTORY_WRITE, directory = Right.ADMINISTER)
    record ImportUsers(DirectoryId directory, ImportId file, MatchBy matchBy, boolean dryRun, long rows, String digest)
            implements DirectoryCommand, DirectoryOperation {}

    /** Gives a managed user another password and ends its tokens. */
    @Operation(
            value = "directory.set-password",
            scope = Scope.DIRECTORY_WRITE,
            directory = Right.ADMINISTER,
            provisioning = true)
    record SetPassword(DirectoryId directory, ProfileId profile, Password password)
            implements DirectoryCommand, DirectoryOperation {
        @Override
        public Optional<ProfileId> about() {
            return Optional.of(profile);
        }
    }

    /** Makes a new enrolment link for a managed user; the one before ends. Result: its token. */
    @Operation(value = "directory.renew-enrolment", scope = Scope.DIRECTORY_WRITE, directory = Right.ADMINISTER)
    record RenewEnrolment(DirectoryId directory, ProfileId profile) implements DirectoryCommand, DirectoryOperation {
        @Override
        public Optional<ProfileId> about() {
            return Optional.of(profile);
        }
    }

    /** Takes a first password by the token of an enrolment link, which is used up. Result: the profile id. */
    @Operation(value = "directory.enrol", access = Access.PUBLIC)
    record Enrol(String token, Password password) implements DirectoryCommand {
        @Override
        public String toString() {
            return "Enrol[…]";
        }
    }

    /** Invites a profile that is there already, by its id or its name: exactly one of them. Result: the invitation id. */
    @Operation(value = "directory.invite", scope = Scope.DIRECTORY_WRITE, directory = Right.ADMINISTER)
    record Invite(
            DirectoryId directory,
            Optional<ProfileId> profile,
            Optional<Username> username,
            Role role,
            Duration lifetime)
            implements DirectoryCommand, DirectoryOperation {

        public Invite {
            if (profile.isPresent() == username.isPresent()) {
                throw new IllegalArgumentException("Expected a profile id or a username, and not both");
            }
        }
    }

    /** Begins an invitation's time anew. */
    @Operation(value = "directory.resend-invitation", scope = Scope.DIRECTORY_WRITE, directory = Right.ADMINISTER)
    record ResendInvitation(DirectoryId directory, InvitationId invitation)
            implements DirectoryCommand, DirectoryOperation {}

    /** Takes an invitation back. */
    @Operation(value = "directory.revoke-invitation", scope = Scope.DIRECTORY_WRITE, directory = Right.ADMINISTER)
    record RevokeInvitation(DirectoryId directory, InvitationId invitation)
            implements DirectoryCommand, DirectoryOperation {}

    /** Joins the directory or declines; only whoever was invited can. */
    @Operation(value = "directory.process-invitation", scope = Scope.DIRECTORY_WRITE)
    record ProcessInvitation(InvitationId invitation, boolean accept) implements DirectoryCommand {}

    /**
     * Creates a way to vote whose voters are the directory's authenticators: those of these profiles, or these devices, or,
     * where neither is named, those of the owner and of all administrators. Result: its id.
     */
    @Operation(value = "directory.create-voting-pool", scope = Scope.DIRECTORY_WRITE, directory = Right.ADMINISTER)
    record CreateVotingPool(
            DirectoryId directory, Name name, VotingRules rules, Set<ProfileId> profiles, Set<DeviceId> devices)
            implements DirectoryCommand, DirectoryOperation {}

    /** Removes a voting pool that no mandate and no member's policy needs. */
    @Operation(value = "directory.remove-voting-pool", scope = Scope.DIRECTORY_WRITE, directory = Right.ADMINISTER)
    record RemoveVotingPool(DirectoryId directory, String nameOrId) implements DirectoryCommand, DirectoryOperation {}

    /** Makes a device for a user, approved. Result: the device identifier. */
    @Operation(value = "directory.create-device", scope = Scope.DIRECTORY_WRITE, directory = Right.ADMINISTER)
    record CreateDevice(DirectoryId directory, ProfileId profile, Name name)
            implements DirectoryCommand, DirectoryOperation {
        @Override
        public Optional<ProfileId> about() {
            return Optional.of(profile);
        }
    }

    /** Stores a user's data on this device too. */
    @Operation(value = "directory.add-storage", scope = Scope.DIRECTORY_WRITE, directory = Right.ADMINISTER)
    record AddStorage(DirectoryId directory, ProfileId profile, DeviceId device)
            implements DirectoryCommand, DirectoryOperation {
        @Override
        public Optional<ProfileId> about() {
            return Optional.of(profile);
        }
    }

    /** Stores a user's data on this device no longer. */
    @Operation(value = "directory.remove-storage", scope = Scope.DIRECTORY_WRITE, directory = Right.ADMINISTER)
    record RemoveStorage(DirectoryId directory, ProfileId profile, DeviceId device, boolean force)
            implements DirectoryCommand, DirectoryOperation {
        @Override
        public Optional<ProfileId> about() {
            return Optional.of(profile);
        }
    }
}
