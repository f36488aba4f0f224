package io.privicore.application.policy;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.UserFiles.Row;
import io.privicore.application.command.Command;
import io.privicore.application.command.DirectoryCommand;
import io.privicore.application.command.ProvisioningCommand;
import io.privicore.application.directory.UserRow;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.port.UserImports.Import;
import io.privicore.application.port.UserImports.Submitter;
import io.privicore.application.query.ProfileQuery.RetrieveId;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.ImportId;
import io.privicore.domain.directory.Invitation;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.directory.Role;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.VotingRules;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** One call of every operation on directories, in a directory that the situation's owner registers for it. */
final class GatedDirectoryExamples {

    private static final Password PASSWORD = new Password("quite another long passphrase");

    private GatedDirectoryExamples() {}

    static Map<String, Function<VotingSituation, Command>> commands() {
        Map<String, Function<VotingSituation, Command>> examples = new HashMap<>();
        examples.put("directory.register", s -> aRegistration());
        examples.put(
                "directory.store-meta",
                s -> new DirectoryCommand.StoreMeta(directory(s, s.owner), new Metadata(Map.of("country", "CH"))));
        examples.put("directory.create-user", s -> aCreation(directory(s, s.owner)));
        ofUsers(examples);
        ofInvitations(examples);
        ofDevicesAndPools(examples);
        ofProvisioning(examples);
        return examples;
    }

    private static void ofUsers(Map<String, Function<VotingSituation, Command>> examples) {
        examples.put("directory.update-user", s -> {
            var directory = directory(s, s.owner);
            return new DirectoryCommand.UpdateUser(
                    directory,
                    user(s, directory),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Role.AUDITOR),
                    Optional.of(MemberState.SUSPENDED),
                    Metadata.EMPTY);
        });
        examples.put("directory.replace-user", s -> {
            var directory = directory(s, s.owner);
            return new DirectoryCommand.ReplaceUser(
                    directory,
                    user(s, directory),
                    new Username("renamed"),
                    Role.MEMBER,
                    MemberState.ACTIVE,
                    Person.UNKNOWN);
        });
        examples.put("directory.import-users", s -> aFile(s, directory(s, s.owner)));
        examples.put("directory.remove-user", s -> {
            var directory = directory(s, s.owner);
            return new DirectoryCommand.RemoveUser(directory, user(s, directory));
        });
        examples.put("directory.set-password", s -> {
            var directory = directory(s, s.owner);
            return new DirectoryCommand.SetPassword(directory, user(s, directory), PASSWORD);
        });
        examples.put("directory.renew-enrolment", s -> {
            var directory = directory(s, s.owner);
            return new DirectoryCommand.RenewEnrolment(directory, user(s, directory));
        });
    }

    private static void ofInvitations(Map<String, Function<VotingSituation, Command>> examples) {
        examples.put("directory.invite", s -> anInvitation(s, directory(s, s.owner), s.platform.anActiveProfile()));
        examples.put("directory.resend-invitation", s -> {
            var directory = directory(s, s.owner);
            return new DirectoryCommand.ResendInvitation(directory, invited(s, s.owner, directory));
        });
        examples.put("directory.revoke-invitation", s -> {
            var directory = directory(s, s.owner);
            return new DirectoryCommand.RevokeInvitation(directory, invited(s, s.owner, directory));
        });
        examples.put("directory.process-invitation", s -> {
            var other = s.platform.anActiveProfile();
            var invitation = made(s, other, anInvitation(s, directory(s, other), s.owner));
            return new DirectoryCommand.ProcessInvitation(InvitationId.of(invitation), true);
        });
    }

    private static void ofDevicesAndPools(Map<String, Function<VotingSituation, Command>> examples) {
        examples.put("directory.create-device", s -> {
            var directory = directory(s, s.owner);
            return new DirectoryCommand.CreateDevice(directory, user(s, directory), new Name("a device"));
        });
        examples.put("directory.add-storage", s -> {
            var directory = directory(s, s.owner);
            return new DirectoryCommand.AddStorage(directory, user(s, directory), s.platform.aStorageDevice(s.owner));
        });
        examples.put("directory.remove-storage", s -> {
            var directory = directory(s, s.owner);
            var user = user(s, directory);
            var device = s.platform.aStorageDevice(s.owner);
            s.platform.submit(s.owner, new DirectoryCommand.AddStorage(directory, user, device));
            return new DirectoryCommand.RemoveStorage(directory, user, device, false);
        });
        examples.put("directory.create-voting-pool", s -> aPool(directory(s, s.owner)));
        examples.put("directory.remove-voting-pool", s -> {
            var directory = directory(s, s.owner);
            s.platform.submit(s.owner, aPool(directory));
            return new DirectoryCommand.RemoveVotingPool(directory, "the pool");
        });
    }

    private static void ofProvisioning(Map<String, Function<VotingSituation, Command>> examples) {
        examples.put(
                "directory.create-provisioning-client",
                s -> new ProvisioningCommand.CreateClient(directory(s, s.owner), new Name("a client")));
        examples.put("directory.revoke-provisioning-client", s -> {
            var directory = directory(s, s.owner);
            var client = s.platform
                    .submit(s.owner, new ProvisioningCommand.CreateClient(directory, new Name("a client")))
                    .value();
            return new ProvisioningCommand.RevokeClient(directory, new ProvisioningClientId(client));
        });
        examples.put("directory.create-group", s -> aGroup(directory(s, s.owner)));
        examples.put("directory.change-group", s -> {
            var directory = directory(s, s.owner);
            var group =
                    new GroupId(s.platform.submit(s.owner, aGroup(directory)).value());
            return new ProvisioningCommand.ChangeGroup(
                    directory,
                    group,
                    new Name("renamed"),
                    Optional.empty(),
                    false,
                    Set.of(user(s, directory)),
                    Set.of(),
                    Optional.empty());
        });
        examples.put("directory.remove-group", s -> {
            var directory = directory(s, s.owner);
            var group =
                    new GroupId(s.platform.submit(s.owner, aGroup(directory)).value());
            return new ProvisioningCommand.RemoveGroup(directory, group, Optional.empty());
        });
    }

    private static ProvisioningCommand.CreateGroup aGroup(DirectoryId directory) {
        return new ProvisioningCommand.CreateGroup(directory, new Name("a group"), Optional.empty(), Set.of());
    }

    private static DirectoryCommand.Register aRegistration() {
        return new DirectoryCommand.Register(new Name("Acme"), new ShortName("acme"), Metadata.EMPTY);
    }

    private static DirectoryCommand.CreateUser aCreation(DirectoryId directory) {
        return new DirectoryCommand.CreateUser(
                directory,
                new Username("a user"),
                Optional.of(new Password(PlatformInMemory.PASSWORD)),
                Role.MEMBER,
                Person.UNKNOWN);
    }

    private static DirectoryCommand.ImportUsers aFile(VotingSituation s, DirectoryId directory) {
        var file = new ImportId(UUID.randomUUID());
        var submitter = new Submitter(s.platform.ask(s.owner, new RetrieveId()), Optional.empty(), Optional.empty());
        var now = s.platform.clock.instant();
        var row = new Row(2, Map.of("username", "a user"));
        s.platform.database.run(Origin.ENGINE, () -> {
            s.platform
                    .ports
                    .userImports()
                    .save(Import.begin(file, directory, submitter, MatchBy.USERNAME, false, now, now.plusSeconds(60)));
            s.platform.ports.importRows().add(directory, file, List.of(UserRow.named(row)), now);
            return true;
        });
        return new DirectoryCommand.ImportUsers(directory, file, MatchBy.USERNAME, false, 1, "00");
    }

    private static DirectoryCommand.Invite anInvitation(VotingSituation s, DirectoryId directory, Caller guest) {
        return new DirectoryCommand.Invite(
                directory,
                Optional.of(s.platform.ask(guest, new RetrieveId())),
                Optional.empty(),
                Role.MEMBER,
                Invitation.DEFAULT_LIFETIME);
    }

    private static DirectoryCommand.CreateVotingPool aPool(DirectoryId directory) {
        return new DirectoryCommand.CreateVotingPool(
                directory,
                new Name("the pool"),
                new VotingRules(new Strategy.Unanimous(), 1, Duration.ofSeconds(60), 1),
                Set.of(),
                Set.of());
    }

    private static DirectoryId directory(VotingSituation s, Caller owner) {
        return DirectoryId.of(made(s, owner, aRegistration()));
    }

    private static ProfileId user(VotingSituation s, DirectoryId directory) {
        return ProfileId.of(made(s, s.owner, aCreation(directory)));
    }

    private static InvitationId invited(VotingSituation s, Caller inviter, DirectoryId directory) {
        return InvitationId.of(made(s, inviter, anInvitation(s, directory, s.platform.anActiveProfile())));
    }

    private static String made(VotingSituation s, Caller caller, Command command) {
        return s.platform.done(caller, command).body().orElseThrow();
    }
}
