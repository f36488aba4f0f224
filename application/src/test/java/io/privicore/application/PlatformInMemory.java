package io.privicore.application;

import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.ProfileCommand;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.TokenText;
import io.privicore.application.device.AccountWork;
import io.privicore.application.device.DeviceHandler;
import io.privicore.application.device.DeviceReports;
import io.privicore.application.device.ReportHandler;
import io.privicore.application.device.StorageHandler;
import io.privicore.application.engine.Authorisation;
import io.privicore.application.engine.DeadlineRunner;
import io.privicore.application.engine.Engine;
import io.privicore.application.engine.Handlers;
import io.privicore.application.engine.Housekeeping;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.port.CountingTokens;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DevicePresences.Report;
import io.privicore.application.port.FixedEngineKeys;
import io.privicore.application.port.InMemoryBrokerAccounts;
import io.privicore.application.port.InMemoryCommands;
import io.privicore.application.port.InMemoryDataTokens;
import io.privicore.application.port.InMemoryDatabase;
import io.privicore.application.port.InMemoryDeadlines;
import io.privicore.application.port.InMemoryDeviceLinks;
import io.privicore.application.port.InMemoryDevicePresences;
import io.privicore.application.port.InMemoryDeviceSessions;
import io.privicore.application.port.InMemoryDeviceSyncs;
import io.privicore.application.port.InMemoryDeviceViews;
import io.privicore.application.port.InMemoryDevices;
import io.privicore.application.port.InMemoryDownloadTokens;
import io.privicore.application.port.InMemoryErasures;
import io.privicore.application.port.InMemoryInventories;
import io.privicore.application.port.InMemoryOutbox;
import io.privicore.application.port.InMemoryProfiles;
import io.privicore.application.port.InMemorySessions;
import io.privicore.application.port.InMemorySignInAttempts;
import io.privicore.application.port.InMemoryStatistics;
import io.privicore.application.port.InMemoryStocks;
import io.privicore.application.port.InMemoryStreamTokens;
import io.privicore.application.port.InMemoryTokenViews;
import io.privicore.application.port.InMemoryUploads;
import io.privicore.application.port.InMemoryVitals;
import io.privicore.application.port.Inventories;
import io.privicore.application.port.PlainEnvelopes;
import io.privicore.application.port.PlainPasswordHashes;
import io.privicore.application.port.PlainPasswordStrength;
import io.privicore.application.port.PlainPublicKeys;
import io.privicore.application.port.RecordedChannels;
import io.privicore.application.port.SettableClock;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.profile.ProfileHandler;
import io.privicore.application.profile.SignIn;
import io.privicore.application.query.CommandQuery.Status;
import io.privicore.application.query.CommandQuery.StatusView;
import io.privicore.application.query.DeviceQuery.RetrieveConfiguration;
import io.privicore.application.query.ProfileQuery.Authenticate;
import io.privicore.application.query.Query;
import io.privicore.application.query.TokenQuery.RetrieveTemporary;
import io.privicore.application.sync.Pace;
import io.privicore.application.sync.Proofs;
import io.privicore.application.sync.SyncRequests;
import io.privicore.application.sync.Synchronisation;
import io.privicore.application.token.ChunkReader;
import io.privicore.application.token.Downloading;
import io.privicore.application.token.ErasureWork;
import io.privicore.application.token.Placing;
import io.privicore.application.token.Retrieval;
import io.privicore.application.token.StreamHandler;
import io.privicore.application.token.TokenHandler;
import io.privicore.application.token.TokenSecrets;
import io.privicore.application.token.Uploading;
import io.privicore.application.utility.UtilityHandler;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.profile.Password;
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

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Pace PACE = new Pace(
            SECOND, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofMinutes(10), Duration.ofDays(1), 16, 4);

    public final SettableClock clock = new SettableClock();
    public final InMemoryDatabase database = new InMemoryDatabase(clock);
    public final InMemoryOutbox outbox = new InMemoryOutbox(database);
    public final InMemoryDeviceLinks links = new InMemoryDeviceLinks(clock);
    public final InMemoryInventories inventories = new InMemoryInventories(links);
    public final InMemoryBrokerAccounts accounts = new InMemoryBrokerAccounts();
    public final RecordedChannels channels = new RecordedChannels();
    public final InMemoryDevices devices = new InMemoryDevices(database);
    public final InMemoryDataTokens dataTokens = new InMemoryDataTokens(database);
    public final DeviceReports reports;
    public final DeadlineRunner deadlines;
    public final DataStreams streams;

    private final PlainPublicKeys publicKeys = new PlainPublicKeys();
    private final InMemoryDeadlines pending = new InMemoryDeadlines(database);
    private final AtomicInteger names = new AtomicInteger();
    private final Privicore privicore;

    public PlatformInMemory() {
        this(WriteAcks.parse("1"), Gatekeeper.OPEN);
    }

    public PlatformInMemory(WriteAcks writeAcks, Gatekeeper gatekeeper) {
        this(writeAcks, gatekeeper, Optional.empty());
    }

    /** With other devices than those in memory. */
    public PlatformInMemory(Line line) {
        this(WriteAcks.parse("1"), Gatekeeper.OPEN, Optional.of(line));
    }

    /** The two ways of speaking with devices. */
    public record Line(DeviceLinks links, Inventories inventories) {}

    private PlatformInMemory(WriteAcks writeAcks, Gatekeeper gatekeeper, Optional<Line> line) {
        var links = line.map(Line::links).orElse(this.links);
        var inventories = line.map(Line::inventories).orElse(this.inventories);
        var tokens = new CountingTokens();
        var envelopes = new PlainEnvelopes(clock);
        var engineKeys = new FixedEngineKeys();
        var commands = new InMemoryCommands(database);
        var sessions = new InMemorySessions(database);
        var profiles = new InMemoryProfiles(database);
        var presences = new InMemoryDevicePresences(database);
        var deviceSessions = new InMemoryDeviceSessions(database);
        var views = new InMemoryDeviceViews(database);
        var erasures = new InMemoryErasures(database);
        var hashes = new PlainPasswordHashes();
        var chores = new Chores(pending, database, clock);
        var settlement = new Settlement(commands, channels, database, clock);
        var secrets = new TokenSecrets(tokens, envelopes);
        var stocks = new InMemoryStocks(database);
        var syncs = new InMemoryDeviceSyncs(database);
        var requests = new SyncRequests(syncs, presences, pending, chores, database, clock, PACE);
        var placing = new Placing(
                dataTokens,
                dataTokens,
                devices,
                requests,
                links,
                envelopes,
                erasures,
                pending,
                chores,
                settlement,
                secrets,
                tokens,
                database,
                clock,
                writeAcks);
        var streamTokens = new InMemoryStreamTokens(database);
        var downloadTokens = new InMemoryDownloadTokens(database);
        var reader = new ChunkReader(
                dataTokens, devices, presences, links, envelopes, requests, database, Duration.ofMillis(5));
        var retrieval = new Retrieval(
                dataTokens,
                reader,
                settlement,
                commands,
                pending,
                database,
                database,
                Runnable::run,
                SECOND.multipliedBy(30));
        var downloading = new Downloading(
                downloadTokens,
                dataTokens,
                reader,
                settlement,
                tokens,
                database,
                database,
                clock,
                Runnable::run,
                new Downloading.Limits(INLINE, Duration.ofMinutes(5), 16, SECOND.multipliedBy(30)));
        streams = new StreamHandler(
                new Uploading(
                        streamTokens,
                        dataTokens,
                        new InMemoryUploads(database),
                        devices,
                        presences,
                        links,
                        envelopes,
                        placing,
                        pending,
                        gatekeeper,
                        settlement,
                        secrets,
                        tokens,
                        database,
                        clock,
                        new Uploading.Limits(LONGEST, SECOND)),
                downloading,
                STREAMS);
        var erasureWork = new ErasureWork(erasures, devices, links, pending, database, database, clock);
        reports = new ReportHandler(
                devices, presences, dataTokens, placing, erasureWork, requests, envelopes, database, database);
        deadlines = new DeadlineRunner(
                pending,
                placing,
                retrieval,
                erasureWork,
                new AccountWork(
                        devices, presences, deviceSessions, links, accounts, erasures, pending, tokens, database),
                new Synchronisation(
                        devices,
                        presences,
                        syncs,
                        stocks,
                        dataTokens,
                        inventories,
                        links,
                        requests,
                        pending,
                        chores,
                        settlement,
                        commands,
                        database,
                        tokens,
                        database,
                        clock,
                        Runnable::run,
                        PACE),
                new Proofs(
                        devices,
                        presences,
                        stocks,
                        inventories,
                        links,
                        requests,
                        pending,
                        tokens,
                        database,
                        clock,
                        PACE),
                new Housekeeping(
                        presences,
                        sessions,
                        commands,
                        deviceSessions,
                        streamTokens,
                        downloadTokens,
                        placing,
                        pending,
                        database,
                        database,
                        clock,
                        SECOND.multipliedBy(30)),
                chores,
                database,
                clock,
                Runnable::run);
        privicore = new Engine(
                new Authorisation(sessions, tokens, clock),
                gatekeeper,
                new Handlers(
                        new ProfileHandler(
                                profiles,
                                new SignIn(
                                        profiles,
                                        sessions,
                                        new InMemorySignInAttempts(database),
                                        hashes,
                                        tokens,
                                        channels,
                                        database,
                                        clock,
                                        Duration.ofHours(24)),
                                hashes,
                                new PlainPasswordStrength(),
                                publicKeys,
                                tokens),
                        new TokenHandler(
                                dataTokens,
                                placing,
                                retrieval,
                                downloading,
                                secrets,
                                new InMemoryTokenViews(database, envelopes),
                                streamTokens,
                                pending,
                                settlement,
                                database,
                                new InMemoryStatistics(database),
                                tokens,
                                database,
                                clock,
                                Duration.ofMinutes(5)),
                        new DeviceHandler(
                                devices,
                                views,
                                commands,
                                accounts,
                                chores,
                                engineKeys,
                                envelopes,
                                tokens,
                                database,
                                clock),
                        new StorageHandler(devices, views, dataTokens, requests),
                        new UtilityHandler(commands, engineKeys, publicKeys, List.of(new InMemoryVitals(database)))),
                database,
                commands,
                settlement,
                tokens,
                clock);
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
        pending.set(Kind.HOUSEKEEPING, new UUID(0, 0), clock.instant());
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
            pending.set(Deadlines.Kind.HOUSEKEEPING, new UUID(0, 0), clock.instant());
            return true;
        });
    }

    /** Lets devices prove what they hold, those whose turn it is. */
    public void prove() {
        database.run(UnitOfWork.Origin.ENGINE, () -> {
            pending.set(Deadlines.Kind.PROOFS, Proofs.SUBJECT, clock.instant());
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
        var name = aName();
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
