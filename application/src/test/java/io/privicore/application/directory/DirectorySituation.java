package io.privicore.application.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.Command;
import io.privicore.application.command.DirectoryCommand.AddStorage;
import io.privicore.application.command.DirectoryCommand.CreateUser;
import io.privicore.application.command.DirectoryCommand.Invite;
import io.privicore.application.command.DirectoryCommand.ProcessInvitation;
import io.privicore.application.command.DirectoryCommand.Register;
import io.privicore.application.command.DirectoryCommand.UpdateUser;
import io.privicore.application.command.ProfileCommand.RegisterPublicKey;
import io.privicore.application.query.DirectoryQuery.ProfilesInfo;
import io.privicore.application.query.DirectoryQuery.UserView;
import io.privicore.application.query.ProfileQuery.RetrieveId;
import io.privicore.domain.directory.Invitation;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An organisation whose owner is signed in, and ways for others to get into it. */
final class DirectorySituation {

    static final Caller STRANGER = Caller.anonymous("10.0.0.9");

    final PlatformInMemory platform;
    final String ownersName;
    Caller owner;
    final DirectoryId directory;

    DirectorySituation() {
        this(new PlatformInMemory());
    }

    DirectorySituation(PlatformInMemory platform) {
        this.platform = platform;
        ownersName = platform.aName();
        owner = platform.anActiveProfile(ownersName);
        directory = register(owner, "acme");
    }

    /** Somebody in the directory who is signed in. */
    record User(String name, ProfileId id, Caller caller) {}

    DirectoryId register(Caller owner, String shortName) {
        return DirectoryId.of(made(owner, new Register(new Name("Acme"), new ShortName(shortName), Metadata.EMPTY)));
    }

    /** A managed user with a password and a public key. */
    User aUser(Role role) {
        var name = platform.aName();
        var id = ProfileId.of(made(owner, aCreation(name, role)));
        return new User(name, id, active(name));
    }

    /** A profile of its own that accepted an invitation. */
    User anInvited(Role role) {
        return anInvited(owner, directory, role);
    }

    User anInvited(Caller inviter, DirectoryId directory, Role role) {
        var user = anOutsider();
        join(inviter, directory, user, role);
        return user;
    }

    void join(Caller inviter, DirectoryId directory, User user, Role role) {
        var invitation = InvitationId.of(made(inviter, anInvitation(directory, user.id(), role)));
        assertThat(result(user.caller(), new ProcessInvitation(invitation, true)))
                .isEqualTo(directory.toString());
    }

    User anOutsider() {
        var name = platform.aName();
        var caller = platform.anActiveProfile(name);
        return new User(name, platform.ask(caller, new RetrieveId()), caller);
    }

    CreateUser aCreation(String name, Role role) {
        return new CreateUser(
                directory,
                new Username(name),
                Optional.of(new Password(PlatformInMemory.PASSWORD)),
                role,
                Person.UNKNOWN);
    }

    Invite anInvitation(DirectoryId directory, ProfileId profile, Role role) {
        return new Invite(directory, Optional.of(profile), Optional.empty(), role, Invitation.DEFAULT_LIFETIME);
    }

    UpdateUser inRole(ProfileId profile, Role role) {
        return update(profile, Optional.empty(), Optional.of(role), Optional.empty());
    }

    UpdateUser inState(ProfileId profile, MemberState state) {
        return update(profile, Optional.empty(), Optional.empty(), Optional.of(state));
    }

    UpdateUser named(ProfileId profile, String username) {
        return update(profile, Optional.of(new Username(username)), Optional.empty(), Optional.empty());
    }

    private UpdateUser update(
            ProfileId profile, Optional<Username> username, Optional<Role> role, Optional<MemberState> state) {
        return new UpdateUser(
                directory,
                profile,
                username,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                role,
                state,
                Metadata.EMPTY);
    }

    void suspend(ProfileId profile) {
        assertThat(result(owner, inState(profile, MemberState.SUSPENDED))).isEqualTo("done");
        platform.settle();
    }

    void reactivate(ProfileId profile) {
        assertThat(result(owner, inState(profile, MemberState.ACTIVE))).isEqualTo("done");
        platform.settle();
    }

    /** A storage device of the owner's that stores for the user too. */
    DeviceId aSharedDevice(ProfileId user) {
        var device = platform.aStorageDevice(owner);
        assertThat(result(owner, new AddStorage(directory, user, device))).isEqualTo("done");
        return device;
    }

    /** Lets time pass; whoever goes on afterwards signs in again, as the owner has done. */
    void pass(Duration time) {
        platform.clock.advance(time);
        owner = platform.signIn(ownersName);
    }

    /** How the directory shows somebody, if it does. */
    Optional<UserView> view(ProfileId profile) {
        return platform.ask(owner, new ProfilesInfo(directory, List.of(profile))).stream()
                .findFirst();
    }

    /** What a command made, why it was rejected, or "done". */
    String result(Caller caller, Command command) {
        return platform.done(caller, command).body().orElse("done");
    }

    private String made(Caller caller, Command command) {
        return platform.done(caller, command).body().orElseThrow();
    }

    /** Signs in and registers a public key, so that everything is open. */
    Caller active(String name) {
        var caller = platform.signIn(name);
        platform.submit(caller, new RegisterPublicKey(platform.keys().sealing()));
        return caller;
    }

    static void assertRefused(Reason reason, Runnable action) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(action::run)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
