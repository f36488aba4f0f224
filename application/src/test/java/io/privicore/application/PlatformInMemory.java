package io.privicore.application;

import io.privicore.application.audit.AuditHandler;
import io.privicore.application.audit.Auditing;
import io.privicore.application.audit.Chainer;
import io.privicore.application.audit.FurtherTrails;
import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.ProfileCommand;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.TokenText;
import io.privicore.application.device.AccountWork;
import io.privicore.application.device.Configurations;
import io.privicore.application.device.DeviceHandler;
import io.privicore.application.device.DeviceReports;
import io.privicore.application.device.LastReplicas;
import io.privicore.application.device.Pairing;
import io.privicore.application.device.ReportHandler;
import io.privicore.application.device.StorageHandler;
import io.privicore.application.directory.ManagedPasswords;
import io.privicore.application.engine.Authorisation;
import io.privicore.application.engine.DeadlineRunner;
import io.privicore.application.engine.Engine;
import io.privicore.application.engine.FileIntake;
import io.privicore.application.engine.Handlers;
import io.privicore.application.engine.Housekeeping;
import io.privicore.application.engine.Resumption;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.port.CountingTokens;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DevicePresences.Report;
import io.privicore.application.port.FixedEngineKeys;
import io.privicore.application.port.InMemoryBrokerAccounts;
import io.privicore.application.port.InMemoryDataTokens;
import io.privicore.application.port.InMemoryDatabase;
import io.privicore.application.port.InMemoryDeviceLinks;
import io.privicore.application.port.InMemoryDevices;
import io.privicore.application.port.InMemoryInventories;
import io.privicore.application.port.InMemoryOutbox;
import io.privicore.application.port.InMemoryPorts;
import io.privicore.application.port.Inventories;
import io.privicore.application.port.PlainBreachedPasswords;
import io.privicore.application.port.PlainEnvelopes;
import io.privicore.application.port.PlainPasswordHashes;
import io.privicore.application.port.PlainPasswordStrength;
import io.privicore.application.port.PlainPublicKeys;
import io.privicore.application.port.PlainTrailSeals;
import io.privicore.application.port.RecordedChannels;
import io.privicore.application.port.SettableClock;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.profile.PasswordRules;
import io.privicore.application.profile.ProfileHandler;
import io.privicore.application.profile.SignIn;
import io.privicore.application.query.CommandQuery.Status;
import io.privicore.application.query.CommandQuery.StatusView;
import io.privicore.application.query.DeviceQuery.RetrieveConfiguration;
import io.privicore.application.query.ProfileQuery.Authenticate;
import io.privicore.application.query.Query;
import io.privicore.application.query.TokenQuery.RetrieveTemporary;
import io.privicore.application.sync.Proofs;
import io.privicore.application.token.TokenSecrets;
import io.privicore.application.utility.UtilityHandler;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.PasswordAge;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.PublicKey;
import io.privicore.domain.profile.Username;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.Ttl;
import io.privicore.domain.token.WriteAcks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A platform that is whole but for the world outside: what is told here through its port holds for every adapter. */
public final class PlatformInMemory {

    public static final String PASSWORD = "a passphrase nobody guesses";

    /** Where callers reach the platform. */
    public static final String SITE = "https://tokens.example.com:443";

    /** What is longer is downloaded, what is longer than that is refused, and so many streams go on at once. */
    public static final int INLINE = 10_000;

    public static final int LONGEST = 100_000;
    public static final int STREAMS = 4;

    /** How many of them may be of one profile. */
    public static final int STREAMS_OF_PROFILE = 2;

    /** How many devices a profile can have offered to take at a time. */
    public static final int OFFERS = 3;

    public final SettableClock clock = new SettableClock();
    public final InMemoryDatabase database = new InMemoryDatabase(clock);
    public final InMemoryDeviceLinks links = new InMemoryDeviceLinks(clock);
    public final InMemoryInventories inventories = new InMemoryInventories(links);
    public final InMemoryBrokerAccounts accounts = new InMemoryBrokerAccounts();
    public final RecordedChannels channels = new RecordedChannels();
    /** What the platform keeps. */
    public final InMemoryPorts ports = InMemoryPorts.create(database, new PlainEnvelopes(clock), new CountingTokens());

    public final InMemoryOutbox outbox = ports.outbox();
    public final InMemoryDevices devices = ports.devices();
    public final InMemoryDataTokens dataTokens = ports.dataTokens();
    public final DeviceReports reports;
    public final DeadlineRunner deadlines;
    public final DataStreams streams;
    public final UserFiles files;

    private final PlainTrailSeals seals = new PlainTrailSeals();
    public final Chainer chainer = new Chainer(ports.auditTrails(), seals, clock, Optional.empty());
    private final PlainPublicKeys publicKeys = new PlainPublicKeys();
    private final FixedEngineKeys engineKeys = new FixedEngineKeys();
    private final PasswordRules rules =
            new PasswordRules(new PlainPasswordStrength(), new PlainBreachedPasswords(), new PlainPasswordHashes());
    /** How old passwords must be and may be, for those whom no directory manages. */
    public PasswordAge passwordAge = PasswordAge.ANY;

    private final AtomicInteger names = new AtomicInteger();
    private final Privicore privicore;

    public PlatformInMemory() {
        this(WriteAcks.parse("1"), Optional.empty(), Optional.empty());
    }

    /** @param gatekeeper asked instead of the policies */
    public PlatformInMemory(WriteAcks writeAcks, Gatekeeper gatekeeper) {
        this(writeAcks, Optional.of(gatekeeper), Optional.empty());
    }

    /** With other devices than those in memory. */
    public PlatformInMemory(Line line) {
        this(WriteAcks.parse("1"), Optional.empty(), Optional.of(line));
    }

    /** The two ways of speaking with devices. */
    public record Line(DeviceLinks links, Inventories inventories) {}

    private PlatformInMemory(WriteAcks writeAcks, Optional<Gatekeeper> gatekeeper, Optional<Line> line) {
        var links = line.map(Line::links).orElse(this.links);
        var tokens = ports.tokens();
        var chores = new Chores(ports.deadlines(), database, clock);
        var auditing = new Auditing(ports.auditTrails(), FurtherTrails.OF_DIRECTORY, tokens, database, clock, true);
        var settlement = new Settlement(ports.commands(), channels, auditing, database, clock);
        var secrets = new TokenSecrets(tokens, ports.envelopes());
        var voting =
                new VotingInMemory(ports, links, channels, chores, settlement, auditing, secrets, clock, gatekeeper);
        var storing = new StoringInMemory(
                ports,
                links,
                line.map(Line::inventories).orElse(this.inventories),
                chores,
                settlement,
                auditing,
                secrets,
                voting,
                clock,
                writeAcks);
        streams = storing.streams;
        reports = new ReportHandler(
                ports.devices(),
                ports.devicePresences(),
                ports.placements(),
                storing.placing,
                storing.erasureWork,
                storing.requests,
                voting.casting,
                ports.envelopes(),
                database,
                database);
        var oauth = new OauthInMemory(ports, voting.throttle, channels, clock);
        var directory = new DirectoryInMemory(
                ports,
                rules,
                oauth.ending,
                voting.casting,
                voting.holding,
                channels,
                chores,
                settlement,
                storing.requests,
                clock);
        var authorisation =
                new Authorisation(ports.sessions(), ports.provisioningClients(), directory.standing, tokens, clock);
        var handlers = handlers(voting, storing, directory, oauth, chores);
        deadlines = new DeadlineRunner(
                ports.deadlines(),
                storing.placing,
                storing.retrieval,
                storing.erasureWork,
                new AccountWork(
                        ports.devices(),
                        ports.profiles(),
                        ports.devicePresences(),
                        ports.deviceSessions(),
                        links,
                        accounts,
                        ports.erasures(),
                        ports.stocks(),
                        ports.deadlines(),
                        tokens,
                        database),
                storing.synchronisation,
                storing.proofs,
                voting.balloting,
                new Resumption(
                        authorisation,
                        ports.heldOperations(),
                        voting.codec,
                        voting.gatekeeper,
                        handlers,
                        ports.profiles(),
                        ports.grants(),
                        ports.commands(),
                        settlement,
                        voting.balloting,
                        ports.deadlines(),
                        database,
                        clock),
                directory.joining,
                directory.importing,
                housekeeping(storing),
                chores,
                database,
                clock,
                Runnable::run);
        privicore = new Engine(
                authorisation,
                voting.gatekeeper,
                voting.holding,
                voting.codec,
                handlers,
                database,
                ports.commands(),
                settlement,
                auditing,
                tokens,
                clock);
        files = new FileIntake(
                authorisation, privicore, ports.userImports(), ports.importRows(), tokens, database, clock);
    }

    private Handlers handlers(
            VotingInMemory voting,
            StoringInMemory storing,
            DirectoryInMemory directory,
            OauthInMemory oauth,
            Chores chores) {
        var hashes = new PlainPasswordHashes();
        var lastReplicas = new LastReplicas(ports.placements());
        var signIn = new SignIn(
                ports.profiles(),
                ports.sessions(),
                voting.throttle,
                hashes,
                rules,
                this::passwordAgeOf,
                voting.gatekeeper,
                voting.holding,
                ports.tokens(),
                channels,
                oauth.ending,
                database,
                clock,
                Duration.ofHours(24));
        var configurations =
                new Configurations(ports.devices(), accounts, engineKeys, ports.envelopes(), ports.tokens(), clock);
        return new Handlers(
                new ProfileHandler(
                        ports.profiles(),
                        signIn,
                        rules,
                        this::passwordAgeOf,
                        ports.members(),
                        publicKeys,
                        ports.tokens()),
                storing.tokens,
                new DeviceHandler(
                        ports.devices(),
                        ports.deviceViews(),
                        ports.commands(),
                        lastReplicas,
                        configurations,
                        pairing(configurations, voting, storing, chores),
                        chores,
                        voting.casting,
                        voting.lockouts,
                        ports.tokens(),
                        database),
                new StorageHandler(ports.devices(), ports.deviceViews(), lastReplicas, storing.requests),
                voting.authenticators,
                voting.voting,
                voting.policies,
                oauth.handler,
                directory.handler,
                directory.provisioning,
                new AuditHandler(ports.auditTrails(), seals),
                new UtilityHandler(ports.commands(), engineKeys, publicKeys, List.of(ports.vitals())));
    }

    private PasswordAge passwordAgeOf(ProfileId profile) {
        return ports.profiles().find(profile).flatMap(Profile::managedBy).isPresent()
                ? new ManagedPasswords(ports.profiles(), ports.directories()).settingsFor(profile)
                : passwordAge;
    }

    private Pairing pairing(
            Configurations configurations, VotingInMemory voting, StoringInMemory storing, Chores chores) {
        return new Pairing(
                ports.pairingTokens(),
                configurations,
                storing.requests,
                voting.lockouts,
                ports.profiles(),
                publicKeys,
                voting.gatekeeper,
                voting.holding,
                voting.throttle,
                chores,
                database,
                ports.tokens(),
                database,
                clock,
                new Pairing.Terms(Duration.ofMinutes(5), OFFERS));
    }

    private Housekeeping housekeeping(StoringInMemory storing) {
        return new Housekeeping(
                ports.devicePresences(),
                ports.sessions(),
                ports.commands(),
                ports.deviceSessions(),
                ports.grants(),
                ports.authorizationCodes(),
                ports.streamTokens(),
                ports.downloadTokens(),
                ports.pairingTokens(),
                ports.heldOperations(),
                ports.enrolments(),
                ports.userImports(),
                storing.placing,
                ports.deadlines(),
                database,
                database,
                clock,
                Duration.ofSeconds(30));
    }

    public CommandId submit(Caller caller, Command command) {
        return privicore.submit(caller, command).command();
    }

    public <R> R ask(Caller caller, Query<R> query) {
        return privicore.ask(caller, query);
    }

    /** How a command stands, as its own caller sees it. */
    public StatusView outcome(Caller caller, CommandId command) {
        return ask(caller, new Status(command));
    }

    /** Submits and answers how the command stands right after. */
    public StatusView done(Caller caller, Command command) {
        return outcome(caller, submit(caller, command));
    }

    /** Notices devices that went quiet, forgets what has served its time, and does everything that is due. */
    public void keepHouse() {
        housekeep();
        settle();
    }

    /** Does everything that is due, until nothing is. */
    public void settle() {
        while (deadlines.runDue() > 0) {
            Thread.onSpinWait();
        }
    }

    /** Lets the platform notice now who went quiet. */
    public void housekeep() {
        database.run(UnitOfWork.Origin.ENGINE, () -> {
            ports.deadlines().set(Deadlines.Kind.HOUSEKEEPING, new UUID(0, 0), clock.instant());
            return true;
        });
    }

    /** Lets devices prove what they hold, those whose turn it is. */
    public void prove() {
        database.run(UnitOfWork.Origin.ENGINE, () -> {
            ports.deadlines().set(Deadlines.Kind.PROOFS, Proofs.SUBJECT, clock.instant());
            return true;
        });
    }

    public String aName() {
        return "somebody-" + names.incrementAndGet();
    }

    public void register(String name) {
        submit(
                Caller.anonymous("10.0.0.1"),
                new ProfileCommand.Register(new Username(name), new Password(PASSWORD), Metadata.EMPTY));
    }

    public Caller signIn(String name) {
        var issued = ask(Caller.anonymous("10.0.0.1"), new Authenticate(name, PASSWORD));
        return Caller.with(issued.token(), "10.0.0.1");
    }

    /** A signed-in profile with a public key. */
    public Caller anActiveProfile() {
        return anActiveProfile(aName());
    }

    public Caller anActiveProfile(String name) {
        register(name);
        var caller = signIn(name);
        submit(
                caller,
                new ProfileCommand.RegisterPublicKey(
                        new PublicKey(publicKeys.generate().publicKey())));
        return caller;
    }

    public DeviceId aPendingDevice(Caller owner) {
        return DeviceId.of(done(owner, new DeviceCommand.Request(new Name("a device")))
                .body()
                .orElseThrow());
    }

    /** A device that was approved, configured, has connected once and holds the storage role. */
    public DeviceId aStorageDevice(Caller owner) {
        var device = anUnseenStorageDevice(owner);
        reports.hello(device, keys(), new Report(1_000_000, 0, 0), clock.instant());
        return device;
    }

    /** A storage device that has not connected yet. */
    public DeviceId anUnseenStorageDevice(Caller owner) {
        var device = aPendingDevice(owner);
        submit(owner, new DeviceCommand.Approve(device));
        ask(owner, new RetrieveConfiguration(device));
        submit(owner, new StorageCommand.Register(device));
        return device;
    }

    /** A device that was approved, configured, has connected once and votes. */
    public DeviceId anAuthenticator(Caller owner) {
        var device = anAuthenticatorThatNeverRan(owner);
        connect(device);
        return device;
    }

    public DeviceId anAuthenticatorThatNeverRan(Caller owner) {
        var device = aPendingDevice(owner);
        submit(owner, new DeviceCommand.Approve(device));
        ask(owner, new RetrieveConfiguration(device));
        submit(owner, new AuthenticatorCommand.Register(device));
        return device;
    }

    /** With fresh keys. */
    public void connect(DeviceId device) {
        reports.hello(device, keys(), new Report(0, 0, 0), clock.instant());
    }

    public DeviceKeys keys() {
        return new DeviceKeys(new PublicKey(publicKeys.generate().publicKey()), Bytes.wrap(new byte[32]));
    }

    public CommandId reserve(Caller owner, int minutes) {
        return submit(owner, new TokenCommand.Reserve(new DataContext("letters"), new Ttl(minutes), Metadata.EMPTY));
    }

    public TokenText aTemporaryToken(Caller owner) {
        return new TokenText(
                ask(owner, new RetrieveTemporary(reserve(owner, 5))).token());
    }

    /** A permanent token that every one of these devices holds. */
    public TokenText aToken(Caller owner, String data, DeviceId... holders) {
        var command = submit(owner, new TokenCommand.Exchange(aTemporaryToken(owner), bytes(data)));
        for (DeviceId device : holders) {
            links.work(device, reports);
        }
        return new TokenText(outcome(owner, command).body().orElseThrow());
    }

    public static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
