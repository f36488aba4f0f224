package io.privicore.application.port;

import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.DirectoryCommand;
import io.privicore.application.command.OauthCommand;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.command.ProfileCommand;
import io.privicore.application.command.ProvisioningCommand;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.TokenText;
import io.privicore.application.command.VotingCommand;
import io.privicore.domain.access.Scope;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.ImportId;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
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
import io.privicore.domain.oauth.CodeChallenge;
import io.privicore.domain.oauth.Nonce;
import io.privicore.domain.oauth.RedirectUri;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.policy.Parameter;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.PublicKey;
import io.privicore.domain.profile.Username;
import io.privicore.domain.token.Attributes;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.FileMeta;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.token.Ttl;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.VotingConfiguration.Terms;
import io.privicore.domain.voting.VotingRules;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** At least one of every command there is, with everything in it that commands are made of. */
public final class CommandExamples {

    private static final Password PASSWORD = new Password("a \"passphrase\" that nöbody guesses");
    private static final TokenText TOKEN = new TokenText("dtk-1");
    private static final DeviceId DEVICE = device(1);
    private static final Bytes DATA = Bytes.wrap(new byte[] {0, -1, 127, -128});
    private static final Metadata FIELDS = new Metadata(Map.of(
            "text",
            "ü \u0000 \uD83D\uDE00",
            "number",
            7,
            "long",
            1L << 40,
            "huge",
            BigInteger.TEN.pow(30),
            "decimal",
            new BigDecimal("1.50"),
            "flag",
            true,
            "list",
            List.of("a", 1, Map.of("deep", List.of())),
            "object",
            Map.of()));

    private static final DirectoryId DIRECTORY = new DirectoryId(uuid(20));
    private static final ProfileId PROFILE = new ProfileId(uuid(21));
    private static final InvitationId INVITATION = new InvitationId(uuid(22));
    private static final Person PERSON = new Person(
            Optional.of(new Name("Ada")),
            Optional.of(new Name("Løvelace")),
            Optional.of(new Email("ada@example.com")),
            Optional.of(new Name("E-1")),
            FIELDS);

    private CommandExamples() {}

    public static List<Command> all() {
        return List.of(
                new ProfileCommand.Register(new Username("ada"), PASSWORD, FIELDS),
                new ProfileCommand.ChangePassword(PASSWORD, new Password("another passphrase")),
                new ProfileCommand.RegisterPublicKey(new PublicKey("0a".repeat(PublicKey.LENGTH / 2))),
                new TokenCommand.Reserve(new DataContext(" letters\n"), new Ttl(7), FIELDS),
                new TokenCommand.Exchange(TOKEN, DATA),
                new TokenCommand.Exchange(TOKEN, Bytes.wrap(new byte[0])),
                new TokenCommand.Attach(
                        new TokenId(uuid(1)),
                        new StorageRef(uuid(2)),
                        new CommandId(uuid(3)),
                        Optional.of(new Name("a.pdf")),
                        1L << 40),
                new TokenCommand.RequestData(TOKEN, "https://tokens.example.com:443"),
                new TokenCommand.ConfigureRisk(TOKEN, FIELDS),
                new TokenCommand.Update(TOKEN, DATA, Attributes.NONE),
                new TokenCommand.Update(
                        TOKEN,
                        DATA,
                        new Attributes(
                                Optional.of(new FileMeta(new Name("a.pdf"), "pdf", "letters", 1L << 40, "/tmp")),
                                FIELDS,
                                Metadata.EMPTY)),
                new TokenCommand.UpdateMetadata(TOKEN, Optional.empty(), Optional.empty(), Optional.empty()),
                new TokenCommand.UpdateMetadata(
                        TOKEN, Optional.of(new Name("b")), Optional.of(""), Optional.of(new DataContext("letters"))),
                new TokenCommand.Delete(TOKEN),
                new DeviceCommand.Request(new Name("disk")),
                new DeviceCommand.ConfigureMeta(DEVICE, Optional.of(new Name("other")), FIELDS),
                new DeviceCommand.Approve(DEVICE),
                new DeviceCommand.Reject(DEVICE),
                new DeviceCommand.Rotate(DEVICE),
                new DeviceCommand.Remove(DEVICE, true),
                new StorageCommand.Register(DEVICE),
                new StorageCommand.Synchronise(DEVICE, true),
                new StorageCommand.Remove(DEVICE, false),
                new AuthenticatorCommand.Register(DEVICE),
                new AuthenticatorCommand.Remove(DEVICE, true),
                new AuthenticatorCommand.SetQuorumSize(3),
                new AuthenticatorCommand.SetStrategy(new Strategy.Unanimous()),
                new AuthenticatorCommand.SetStrategy(new Strategy.Consensus()),
                new AuthenticatorCommand.SetStrategy(new Strategy.Affirmative()),
                new AuthenticatorCommand.SetStrategy(new Strategy.MinimumPercentage(67)),
                new AuthenticatorCommand.SetTimeLimit(Duration.ofMillis(7500)),
                new AuthenticatorCommand.SetAttempts(2),
                new VotingCommand.RegisterConfiguration(new Terms(
                        new Name("board"),
                        new Strategy.MinimumPercentage(51),
                        Duration.ofMinutes(5),
                        Set.of(device(3), device(1), device(2)),
                        Optional.of(2),
                        Optional.empty())),
                new VotingCommand.UpdateConfiguration(
                        "board",
                        Optional.of(new Name("committee")),
                        Optional.of(new Strategy.Consensus()),
                        Optional.of(Duration.ofHours(1)),
                        Optional.of(Set.of(device(2), device(1))),
                        Optional.of(1),
                        Optional.of(10)),
                new VotingCommand.UpdateConfiguration(
                        "board",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Set.of()),
                        Optional.empty(),
                        Optional.empty()),
                new VotingCommand.DeleteConfiguration("board"),
                new VotingCommand.Create("board", "Lunch", "Pizza?", Set.of(DEVICE), Optional.of("n-1")),
                new VotingCommand.Cancel(new PollId(uuid(9))),
                new PolicyCommand.Register(
                        "data-access",
                        Set.of("data-token.request", "data-token.delete"),
                        Optional.of(new Name("careful")),
                        new Conditions(Map.of(
                                Parameter.HOURS, List.of("Mon-Fri 22:00-06:00"),
                                Parameter.ADDRESS_RANGE, List.of("10.0.0.0/8", "2001:db8::/32"),
                                Parameter.LABEL, List.of("a*"))),
                        Optional.of(false),
                        Optional.of("board")),
                new PolicyCommand.Register(
                        "data-access",
                        Set.of("data-token.request"),
                        Optional.empty(),
                        Conditions.NONE,
                        Optional.empty(),
                        Optional.empty()),
                new OauthCommand.Register(
                        new Name("Invoices"),
                        new RedirectUri("https://example.com/cb"),
                        Scopes.of(Scope.DATA_TOKEN_READ, Scope.DEVICE_READ)),
                new OauthCommand.Register(new Name("All"), new RedirectUri("http://[::1]:8080/"), Scopes.ALL),
                new OauthCommand.RequestCode(
                        "client-1",
                        new Nonce("n-1"),
                        Scopes.ALL,
                        Optional.of(new CodeChallenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"))),
                new OauthCommand.RequestCode(
                        "client-1", new Nonce("n-1"), Scopes.of(Scope.VOTING_READ), Optional.empty()),
                new OauthCommand.Remove(new ApplicationId(uuid(11))),
                new PolicyCommand.Activate("careful"),
                new PolicyCommand.Deactivate("careful"),
                new PolicyCommand.Delete("careful"),
                new DirectoryCommand.Register(new Name("Acme ünited"), new ShortName("acme-1"), FIELDS),
                new DirectoryCommand.StoreMeta(DIRECTORY, FIELDS),
                new DirectoryCommand.CreateUser(
                        DIRECTORY, new Username("ada"), Optional.of(PASSWORD), Role.ADMINISTRATOR, PERSON),
                new DirectoryCommand.CreateUser(
                        DIRECTORY, new Username("ada"), Optional.empty(), Role.MEMBER, Person.UNKNOWN),
                new DirectoryCommand.CreateUser(
                        DIRECTORY,
                        new Username("ada"),
                        Optional.empty(),
                        Role.MEMBER,
                        Person.UNKNOWN,
                        Optional.of(MemberState.SUSPENDED)),
                new DirectoryCommand.UpdateUser(
                        DIRECTORY,
                        PROFILE,
                        Optional.of(new Username("ada")),
                        PERSON.givenName(),
                        PERSON.familyName(),
                        PERSON.email(),
                        PERSON.externalId(),
                        Optional.of(Role.AUDITOR),
                        Optional.of(MemberState.SUSPENDED),
                        FIELDS),
                new DirectoryCommand.UpdateUser(
                        DIRECTORY,
                        PROFILE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Metadata.EMPTY),
                new DirectoryCommand.ReplaceUser(
                        DIRECTORY, PROFILE, new Username("ada"), Role.MEMBER, MemberState.ACTIVE, PERSON),
                new DirectoryCommand.ImportUsers(
                        DIRECTORY, new ImportId(uuid(23)), MatchBy.EXTERNAL_ID, true, 50_000, "0a".repeat(32)),
                new DirectoryCommand.RemoveUser(DIRECTORY, PROFILE),
                new DirectoryCommand.SetPassword(DIRECTORY, PROFILE, PASSWORD),
                new DirectoryCommand.RenewEnrolment(DIRECTORY, PROFILE),
                new DirectoryCommand.Enrol("en-1", PASSWORD),
                new DirectoryCommand.Invite(
                        DIRECTORY, Optional.of(PROFILE), Optional.empty(), Role.MEMBER, Duration.ofDays(14)),
                new DirectoryCommand.Invite(
                        DIRECTORY,
                        Optional.empty(),
                        Optional.of(new Username("ada")),
                        Role.AUDITOR,
                        Duration.ofMillis(7500)),
                new DirectoryCommand.ResendInvitation(DIRECTORY, INVITATION),
                new DirectoryCommand.RevokeInvitation(DIRECTORY, INVITATION),
                new DirectoryCommand.ProcessInvitation(INVITATION, true),
                new DirectoryCommand.CreateVotingPool(
                        DIRECTORY,
                        new Name("board"),
                        new VotingRules(new Strategy.MinimumPercentage(67), 2, Duration.ofSeconds(90), 3),
                        Set.of(PROFILE),
                        Set.of()),
                new DirectoryCommand.RemoveVotingPool(DIRECTORY, "board"),
                new DirectoryCommand.CreateDevice(DIRECTORY, PROFILE, new Name("disk")),
                new DirectoryCommand.AddStorage(DIRECTORY, PROFILE, DEVICE),
                new DirectoryCommand.RemoveStorage(DIRECTORY, PROFILE, DEVICE, true),
                new ProvisioningCommand.CreateClient(DIRECTORY, new Name("Okta")),
                new ProvisioningCommand.RevokeClient(DIRECTORY, new ProvisioningClientId(uuid(7))),
                new ProvisioningCommand.AssignRoles(DIRECTORY, Set.of(PROFILE), Role.AUDITOR),
                new ProvisioningCommand.CreateGroup(
                        DIRECTORY, new Name("Board"), Optional.of(new Name("G-1")), Set.of(PROFILE)),
                new ProvisioningCommand.ChangeGroup(
                        DIRECTORY,
                        new GroupId(uuid(8)),
                        new Name("Board"),
                        Optional.empty(),
                        true,
                        Set.of(PROFILE),
                        Set.of(),
                        Optional.of(3L)),
                new ProvisioningCommand.RemoveGroup(DIRECTORY, new GroupId(uuid(8)), Optional.empty()));
    }

    private static DeviceId device(int number) {
        return new DeviceId(uuid(number));
    }

    private static UUID uuid(int number) {
        return new UUID(0x4000L, 0x8000_0000_0000_0000L | number);
    }
}
