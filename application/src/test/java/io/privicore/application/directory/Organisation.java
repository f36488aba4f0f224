package io.privicore.application.directory;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.UserFiles.Row;
import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.DirectoryCommand;
import io.privicore.application.command.OauthCommand;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.command.ProvisioningCommand;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.command.TokenText;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.engine.AuthorizationMatrix.Party;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.port.UserImports.Import;
import io.privicore.application.port.UserImports.Submitter;
import io.privicore.application.query.OauthQuery;
import io.privicore.application.query.ProfileQuery.RetrieveId;
import io.privicore.application.query.TokenQuery.RetrieveTemporary;
import io.privicore.domain.access.Scope;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.ImportId;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.directory.Role;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.oauth.Nonce;
import io.privicore.domain.oauth.RedirectUri;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.token.WrappedKey;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.VotingConfiguration.Terms;
import io.privicore.domain.voting.VotingRules;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A directory with everybody who may call: people of every role, people outside, and applications. */
final class Organisation {

    static final String CONFIGURATION = "the configuration";
    static final String POLICY = "the policy";
    static final String POOL = "the pool";
    static final String REDIRECT = "https://invoices.example.com/callback";
    static final VotingRules RULES = new VotingRules(new Strategy.Unanimous(), 1, Duration.ofSeconds(60), 1);

    final DirectorySituation situation = new DirectorySituation();
    final PlatformInMemory platform = situation.platform;

    /** Somebody who calls, with what it has. */
    record Person(Caller caller, ProfileId profile) {}

    /** @param scope what the application has alone, or lacks alone */
    Person person(Party party, Scope scope) {
        return switch (party) {
            case NOBODY -> new Person(Caller.anonymous("10.0.0.9"), ProfileId.NOBODY);
            case KEYLESS -> {
                var name = platform.aName();
                platform.register(name);
                yield itself(platform.signIn(name));
            }
            case SUSPENDED -> {
                var user = situation.aUser(Role.ADMINISTRATOR);
                situation.suspend(user.id());
                yield new Person(user.caller(), user.id());
            }
            case STRANGER -> itself(platform.anActiveProfile());
            case INACTIVE -> {
                var user = situation.anInvited(Role.ADMINISTRATOR);
                situation.suspend(user.id());
                yield new Person(user.caller(), user.id());
            }
            case MEMBER -> inRole(Role.MEMBER);
            case AUDITOR -> inRole(Role.AUDITOR);
            case ADMINISTRATOR -> inRole(Role.ADMINISTRATOR);
            case OWNER -> itself(situation.owner);
            case APPLICATION -> application(EnumSet.of(scope == Scope.NONE ? Scope.PROFILE_READ : scope));
            case NARROW -> {
                var others = EnumSet.complementOf(EnumSet.of(scope, Scope.NONE));
                yield application(others);
            }
        };
    }

    private Person inRole(Role role) {
        var user = situation.aUser(role);
        return new Person(user.caller(), user.id());
    }

    private Person itself(Caller caller) {
        return new Person(caller, platform.ask(caller, new RetrieveId()));
    }

    /** One that acts for the owner. */
    private Person application(Set<Scope> granted) {
        var maker = platform.anActiveProfile();
        var configuration = platform.ask(maker, new OauthQuery.RetrieveConfiguration(anApplication(maker)));
        var scopes = Scopes.of(granted.toArray(Scope[]::new));
        var nonce = new Nonce("n-1");
        var client = new OauthQuery.ClientSecret(configuration.clientId(), configuration.clientSecret());
        var request = platform.submit(
                situation.owner,
                new OauthCommand.RequestCode(configuration.clientId(), nonce, scopes, Optional.empty()));
        var machine = Caller.anonymous("10.0.0.9");
        var code = platform.ask(machine, new OauthQuery.RetrieveCode(client, request, nonce))
                .code();
        var pair = platform.ask(machine, new OauthQuery.ObtainToken(client, code, Optional.empty(), Optional.empty()));
        var owner = platform.ask(situation.owner, new RetrieveId());
        return new Person(Caller.with(pair.token().value(), "10.0.0.9"), owner);
    }

    /** What is in the directory, and what this profile has. */
    Subjects subjects(Caller owner) {
        var user = situation.aUser(Role.MEMBER).id();
        var sent = situation.anInvitation(
                situation.directory, situation.anOutsider().id(), Role.MEMBER);
        platform.anAuthenticator(situation.owner);
        done(
                situation.owner,
                new DirectoryCommand.CreateVotingPool(situation.directory, new Name(POOL), RULES, Set.of(), Set.of()));
        var requested = platform.submit(owner, new DeviceCommand.Request(new Name("a device")));
        var store = platform.aStorageDevice(owner);
        platform.anAuthenticator(owner);
        done(owner, new VotingCommand.RegisterConfiguration(terms(CONFIGURATION)));
        done(owner, aPolicy(POLICY));
        var reservation = platform.reserve(owner, 5);
        var temporary = platform.ask(owner, new RetrieveTemporary(reservation)).token();
        var unread = unread(owner);
        return new Subjects(
                situation.directory,
                user,
                InvitationId.of(done(situation.owner, sent)),
                POOL,
                platform.ask(owner, new RetrieveId()),
                received(owner),
                unread,
                requested,
                reservation,
                new TokenText(temporary),
                platform.aToken(owner, "data", store),
                reserved(owner, reservation),
                upload(owner, reservation),
                anApplication(owner),
                platform.ask(owner, new OauthQuery.RetrieveConfiguration(anApplication(owner)))
                        .clientId(),
                POLICY,
                CONFIGURATION,
                new PollId(platform.submit(owner, aQuestion(CONFIGURATION)).value()),
                kept(platform.ask(owner, new RetrieveId()), user));
    }

    private Subjects.Kept kept(ProfileId profile, ProfileId user) {
        var directory = situation.directory;
        var group = new ProvisioningCommand.CreateGroup(
                directory, new Name(platform.aName()), Optional.empty(), Set.of(user));
        var client = new ProvisioningCommand.CreateClient(directory, new Name("Okta"));
        var owner = platform.ask(situation.owner, new RetrieveId());
        return new Subjects.Kept(
                new GroupId(platform.submit(situation.owner, group).value()),
                new ProvisioningClientId(
                        platform.submit(situation.owner, client).value()),
                platform.submit(situation.owner, anImport(directory, aFile(owner))),
                aFile(profile));
    }

    static DirectoryCommand.ImportUsers anImport(DirectoryId directory, ImportId file) {
        return new DirectoryCommand.ImportUsers(directory, file, MatchBy.USERNAME, true, 1, "00");
    }

    /** A file of one user that somebody has brought. */
    private ImportId aFile(ProfileId profile) {
        var id = new ImportId(platform.ports.tokens().id());
        var now = platform.clock.instant();
        var submitter = new Submitter(profile, Optional.empty(), Optional.empty());
        var file = Import.begin(
                id, situation.directory, submitter, MatchBy.USERNAME, true, now, now.plus(Duration.ofMinutes(1)));
        platform.database.run(Origin.ENGINE, () -> {
            platform.ports.userImports().save(file);
            platform.ports
                    .importRows()
                    .add(
                            situation.directory,
                            id,
                            List.of(UserRow.named(new Row(2, Map.of("username", "a user")))),
                            now);
            return true;
        });
        return id;
    }

    private TokenId reserved(Caller owner, CommandId reservation) {
        return platform.dataTokens
                .reservedBy(platform.ask(owner, new RetrieveId()), reservation.value())
                .orElseThrow()
                .id();
    }

    /** What a stream has brought for the reservation, and nobody has made its data yet. */
    private StorageRef upload(Caller owner, CommandId reservation) {
        var upload = new Placement(
                new StorageRef(platform.ports.tokens().id()),
                1,
                new WrappedKey(0, Bytes.wrap(new byte[0])),
                Bytes.wrap(new byte[32]),
                4,
                4,
                platform.clock.instant());
        platform.dataTokens.stage(platform.ask(owner, new RetrieveId()), reserved(owner, reservation), upload);
        return upload.ref();
    }

    /** A device in both roles whose configuration can still be retrieved. */
    private DeviceId unread(Caller owner) {
        var device = platform.aPendingDevice(owner);
        platform.submit(owner, new DeviceCommand.Approve(device));
        platform.submit(owner, new StorageCommand.Register(device));
        platform.submit(owner, new AuthenticatorCommand.Register(device));
        return device;
    }

    private InvitationId received(Caller guest) {
        var host = platform.anActiveProfile();
        var elsewhere = DirectoryId.of(done(
                host,
                new DirectoryCommand.Register(new Name("Elsewhere"), new ShortName(platform.aName()), Metadata.EMPTY)));
        return InvitationId.of(
                done(host, situation.anInvitation(elsewhere, platform.ask(guest, new RetrieveId()), Role.MEMBER)));
    }

    private ApplicationId anApplication(Caller owner) {
        return new ApplicationId(platform.submit(owner, aRegistration()).value());
    }

    static OauthCommand.Register aRegistration() {
        return new OauthCommand.Register(new Name("Invoices"), new RedirectUri(REDIRECT), Scopes.ALL);
    }

    static PolicyCommand.Register aPolicy(String name) {
        return new PolicyCommand.Register(
                "data-access",
                Set.of("data-token.delete"),
                Optional.of(new Name(name)),
                Conditions.NONE,
                Optional.empty(),
                Optional.empty());
    }

    static Terms terms(String name) {
        return new Terms(
                new Name(name),
                new Strategy.Unanimous(),
                Duration.ofSeconds(60),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    static VotingCommand.Create aQuestion(String configuration) {
        return new VotingCommand.Create(configuration, "A title", "A question?", Set.of(), Optional.empty());
    }

    private String done(Caller caller, Command command) {
        return situation.result(caller, command);
    }
}
