package io.privicore.application.directory;

import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.command.Command;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.DirectoryCommand;
import io.privicore.application.command.OauthCommand;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.command.ProfileCommand;
import io.privicore.application.command.ProvisioningCommand;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.engine.Operations;
import io.privicore.application.query.AuditQuery;
import io.privicore.application.query.AuthenticatorQuery;
import io.privicore.application.query.CommandQuery;
import io.privicore.application.query.DeviceQuery;
import io.privicore.application.query.DirectoryQuery;
import io.privicore.application.query.Granularity;
import io.privicore.application.query.Match;
import io.privicore.application.query.OauthQuery;
import io.privicore.application.query.Paging;
import io.privicore.application.query.Periods;
import io.privicore.application.query.PolicyQuery;
import io.privicore.application.query.ProfileQuery;
import io.privicore.application.query.ProvisioningQuery;
import io.privicore.application.query.ProvisioningQuery.UserAttribute;
import io.privicore.application.query.ProvisioningQuery.UserOrder;
import io.privicore.application.query.ProvisioningQuery.UserSearch;
import io.privicore.application.query.ProvisioningQuery.Window;
import io.privicore.application.query.Query;
import io.privicore.application.query.StorageQuery;
import io.privicore.application.query.TokenQuery;
import io.privicore.application.query.UtilityQuery;
import io.privicore.application.query.VotingQuery;
import io.privicore.domain.access.Scope;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.directory.Invitation;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Secret;
import io.privicore.domain.oauth.CodeChallenge;
import io.privicore.domain.oauth.Nonce;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
import io.privicore.domain.token.Attributes;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.FileMeta;
import io.privicore.domain.token.Ttl;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One call of every operation there is, about what it is given. */
final class OperationExamples {

    private static final Name NAME = new Name("fresh");
    private static final Password PASSWORD = new Password("quite another long passphrase");
    private static final Secret GUESS = new Secret("a guess");
    private static final OauthQuery.ClientSecret GUESSED = new OauthQuery.ClientSecret("a client", GUESS);
    private static final Instant NOON = Instant.parse("2026-02-21T12:00:00Z");
    private static final CodeChallenge CHALLENGE = new CodeChallenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

    private static final UserSearch SEARCH = new UserSearch(
            Match.all(), new UserOrder(UserAttribute.USERNAME, false), new Window.Behind(Optional.empty(), 10));

    private OperationExamples() {}

    /** By the names of the operations. */
    static Map<String, Object> about(Subjects s, PlatformInMemory platform) {
        var examples = new HashMap<String, Object>();
        commands(s, platform)
                .forEach(command -> examples.put(Operations.of(command).value(), command));
        usersAndPools(s).forEach(command -> examples.put(Operations.of(command).value(), command));
        provisioning(s).forEach(command -> examples.put(Operations.of(command).value(), command));
        provisioningQueries(s)
                .forEach(query -> examples.put(Operations.of(query).value(), query));
        queries(s, platform).forEach(query -> examples.put(Operations.of(query).value(), query));
        directoryQueries(s).forEach(query -> examples.put(Operations.of(query).value(), query));
        return examples;
    }

    private static List<Command> commands(Subjects s, PlatformInMemory platform) {
        return List.of(
                new ProfileCommand.Register(new Username(platform.aName()), PASSWORD, Metadata.EMPTY),
                new ProfileCommand.ChangePassword(new Password(PlatformInMemory.PASSWORD), PASSWORD),
                new ProfileCommand.RegisterPublicKey(platform.keys().sealing()),
                new TokenCommand.Reserve(new DataContext("letters"), new Ttl(5), Metadata.EMPTY),
                new TokenCommand.Exchange(s.temporary(), PlatformInMemory.bytes("data")),
                new TokenCommand.Attach(s.reserved(), s.upload(), s.reservation(), Optional.empty(), 4),
                new TokenCommand.RequestData(s.token(), PlatformInMemory.SITE),
                new TokenCommand.ConfigureRisk(s.token(), new Metadata(Map.of("classification", "secret"))),
                new TokenCommand.Update(s.token(), PlatformInMemory.bytes("new"), Attributes.NONE),
                new TokenCommand.UpdateMetadata(s.token(), Optional.of(NAME), Optional.empty(), Optional.empty()),
                new TokenCommand.Delete(s.token()),
                new DeviceCommand.Request(NAME),
                new DeviceCommand.ConfigureMeta(s.device(), Optional.of(NAME), Metadata.EMPTY),
                new DeviceCommand.Approve(s.device()),
                new DeviceCommand.Reject(s.device()),
                new DeviceCommand.Rotate(s.device()),
                new DeviceCommand.Remove(s.device(), true),
                new StorageCommand.Register(s.device()),
                new StorageCommand.Synchronise(s.device(), false),
                new StorageCommand.Remove(s.device(), true),
                new AuthenticatorCommand.Register(s.device()),
                new AuthenticatorCommand.Remove(s.device(), true),
                new AuthenticatorCommand.SetQuorumSize(1),
                new AuthenticatorCommand.SetStrategy(new Strategy.Consensus()),
                new AuthenticatorCommand.SetTimeLimit(Duration.ofSeconds(60)),
                new AuthenticatorCommand.SetAttempts(2),
                new VotingCommand.RegisterConfiguration(Organisation.terms("another configuration")),
                new VotingCommand.UpdateConfiguration(
                        s.configuration(),
                        Optional.of(NAME),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new VotingCommand.DeleteConfiguration(s.configuration()),
                Organisation.aQuestion(s.configuration()),
                new VotingCommand.Cancel(s.poll()),
                Organisation.aPolicy("another policy"),
                new PolicyCommand.Activate(s.policy()),
                new PolicyCommand.Deactivate(s.policy()),
                new PolicyCommand.Delete(s.policy()),
                Organisation.aRegistration(),
                new OauthCommand.RequestCode(
                        s.clientId(), new Nonce("n-2"), Scopes.of(Scope.VOTING_READ), Optional.empty()),
                new OauthCommand.Remove(s.application()),
                new DirectoryCommand.Register(NAME, new ShortName("fresh"), Metadata.EMPTY),
                new DirectoryCommand.ProcessInvitation(s.received(), true),
                new DirectoryCommand.Enrol("en-guessed", PASSWORD));
    }

    private static List<Command> usersAndPools(Subjects s) {
        var directory = s.directory();
        var user = s.user();
        return List.of(
                new DirectoryCommand.StoreMeta(directory, new Metadata(Map.of("country", "CH"))),
                new DirectoryCommand.CreateUser(
                        directory, new Username("fresh"), Optional.empty(), Role.MEMBER, Person.UNKNOWN),
                new DirectoryCommand.UpdateUser(
                        directory,
                        user,
                        Optional.empty(),
                        Optional.of(NAME),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Metadata.EMPTY),
                new DirectoryCommand.ReplaceUser(
                        directory, user, new Username("renamed"), Role.MEMBER, MemberState.ACTIVE, Person.UNKNOWN),
                Organisation.anImport(directory, s.kept().file()),
                new DirectoryCommand.RemoveUser(directory, user),
                new DirectoryCommand.SetPassword(directory, user, PASSWORD),
                new DirectoryCommand.RenewEnrolment(directory, user),
                new DirectoryCommand.Invite(
                        directory,
                        Optional.of(s.profile()),
                        Optional.empty(),
                        Role.MEMBER,
                        Invitation.DEFAULT_LIFETIME),
                new DirectoryCommand.ResendInvitation(directory, s.sent()),
                new DirectoryCommand.RevokeInvitation(directory, s.sent()),
                new DirectoryCommand.CreateVotingPool(
                        directory, new Name("another pool"), Organisation.RULES, Set.of(), Set.of()),
                new DirectoryCommand.RemoveVotingPool(directory, s.pool()),
                new DirectoryCommand.CreateDevice(directory, user, NAME),
                new DirectoryCommand.AddStorage(directory, user, s.device()),
                new DirectoryCommand.RemoveStorage(directory, user, s.device(), true));
    }

    private static List<Query<?>> queries(Subjects s, PlatformInMemory platform) {
        return List.of(
                new UtilityQuery.Health(),
                new UtilityQuery.GenerateKeys(),
                new UtilityQuery.EnginePublicKey(),
                new CommandQuery.Status(s.requested()),
                new ProfileQuery.Authenticate("nobody", "a guess that is wrong"),
                new ProfileQuery.RetrieveId(),
                new ProfileQuery.Reauthorize(Duration.ofHours(1)),
                new ProfileQuery.Revoke(),
                new ProfileQuery.Expiry(),
                new ProfileQuery.JoinChannel(),
                new ProfileQuery.RetrievePublicKey(Optional.of(s.profile())),
                new AuditQuery.OwnTrail(AuditQuery.Filter.NONE, Paging.FIRST),
                new AuditQuery.ExportOwnTrail(AuditQuery.Filter.NONE),
                new AuthenticatorQuery.ListAuthenticators(),
                new AuthenticatorQuery.RetrieveStrategy(),
                new DeviceQuery.RetrieveIdentifier(s.requested()),
                new DeviceQuery.OfProfile(),
                new DeviceQuery.RetrieveConfiguration(s.device()),
                new DeviceQuery.OfferPairing(Set.of(), Optional.empty()),
                new DeviceQuery.Pair("qr-guessed", NAME, platform.keys(), Set.of()),
                new StorageQuery.ListStorage(),
                new OauthQuery.RetrieveConfiguration(s.application()),
                new OauthQuery.ListApplications(Paging.FIRST),
                new OauthQuery.CheckRedirect(s.clientId(), Organisation.REDIRECT),
                new OauthQuery.Authorize(s.clientId(), Organisation.REDIRECT, Scopes.of(Scope.VOTING_READ), CHALLENGE),
                new OauthQuery.RetrieveCode(GUESSED, s.requested(), new Nonce("n-1")),
                new OauthQuery.ObtainToken(GUESSED, GUESS, Optional.empty(), Optional.empty()),
                new OauthQuery.RefreshToken(GUESSED, GUESS, Optional.empty()),
                new OauthQuery.RetrieveScope(GUESS),
                new OauthQuery.RevokeToken(GUESSED, GUESS),
                new OauthQuery.Introspect(GUESSED, GUESS),
                new PolicyQuery.ListTemplates(),
                new PolicyQuery.ListPolicies(Optional.empty()),
                new PolicyQuery.Retrieve(s.policy()),
                new TokenQuery.RetrieveTemporary(s.reservation()),
                new TokenQuery.ConfigureFile(s.token(), new FileMeta(NAME, "txt", "", 1, "")),
                new TokenQuery.ListTokens(List.of(), false, Paging.FIRST),
                new TokenQuery.CountTransactions(Periods.until(NOON, Granularity.DAY)),
                new VotingQuery.ListConfigurations(),
                new VotingQuery.RetrieveConfiguration(s.configuration()),
                new VotingQuery.PollStatus(s.poll()),
                new VotingQuery.ListPolls(Optional.empty(), Paging.FIRST),
                new VotingQuery.Receipt(s.poll()),
                new VotingQuery.CastBallot(
                        "a device", GUESS, new BallotId(new UUID(0, 1)), Choice.YES, "", Optional.empty()));
    }

    private static List<Command> provisioning(Subjects s) {
        var directory = s.directory();
        return List.of(
                new ProvisioningCommand.CreateClient(directory, NAME),
                new ProvisioningCommand.RevokeClient(directory, s.kept().client()),
                new ProvisioningCommand.AssignRoles(directory, Set.of(s.user()), Role.MEMBER),
                new ProvisioningCommand.CreateGroup(directory, NAME, Optional.empty(), Set.of(s.user())),
                new ProvisioningCommand.ChangeGroup(
                        directory,
                        s.kept().group(),
                        new Name("renamed"),
                        Optional.empty(),
                        false,
                        Set.of(),
                        Set.of(s.user()),
                        Optional.empty()),
                new ProvisioningCommand.RemoveGroup(directory, s.kept().group(), Optional.empty()));
    }

    private static List<Query<?>> provisioningQueries(Subjects s) {
        var directory = s.directory();
        return List.of(
                new ProvisioningQuery.Enter(new ShortName("acme")),
                new ProvisioningQuery.ListClients(directory),
                new ProvisioningQuery.FindUser(directory, s.user()),
                new ProvisioningQuery.FindUsers(directory, SEARCH),
                new ProvisioningQuery.GroupsOfUsers(directory, Set.of(s.user())),
                new ProvisioningQuery.ListGroups(directory),
                new ProvisioningQuery.FindGroup(directory, s.kept().group()),
                new ProvisioningQuery.MembersOfGroups(directory, Set.of(s.kept().group()), Set.of(Role.AUDITOR)));
    }

    private static List<Query<?>> directoryQueries(Subjects s) {
        var directory = s.directory();
        return List.of(
                new DirectoryQuery.ListOwned(),
                new DirectoryQuery.ListAssigned(),
                new DirectoryQuery.ListOwnInvites(),
                new DirectoryQuery.Retrieve(directory),
                new DirectoryQuery.RetrieveProfile(directory, s.user()),
                new DirectoryQuery.ListUsers(
                        directory, DirectoryQuery.UserFilter.ALL, DirectoryQuery.UserSort.DEFAULT, Paging.FIRST),
                new DirectoryQuery.ProfilesInfo(directory, List.of(s.user())),
                new DirectoryQuery.ListInvites(directory),
                new DirectoryQuery.ListDevices(directory),
                new DirectoryQuery.ListVotingPools(directory),
                new DirectoryQuery.ExportUsers(directory),
                new DirectoryQuery.RetrieveImport(directory, s.kept().imported()),
                new DirectoryQuery.ReportImport(directory, s.kept().imported()),
                new AuditQuery.DirectoryTrail(directory, AuditQuery.Filter.NONE, Paging.FIRST),
                new AuditQuery.ExportDirectoryTrail(directory, AuditQuery.Filter.NONE));
    }
}
