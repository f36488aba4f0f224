package io.privicore.adapters.rest.fake;

import io.privicore.application.Accepted;
import io.privicore.application.Caller;
import io.privicore.application.Caller.Credential;
import io.privicore.application.Privicore;
import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.Operation;
import io.privicore.application.command.ProfileCommand;
import io.privicore.application.pipeline.Held;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.NodeChannels;
import io.privicore.application.query.AuditQuery;
import io.privicore.application.query.AuthenticatorQuery;
import io.privicore.application.query.CommandQuery;
import io.privicore.application.query.CommandQuery.StatusView;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.DeviceQuery;
import io.privicore.application.query.DeviceQuery.ConfigurationView;
import io.privicore.application.query.DeviceQuery.DeviceView;
import io.privicore.application.query.DeviceQuery.OfferView;
import io.privicore.application.query.DirectoryQuery;
import io.privicore.application.query.OauthQuery;
import io.privicore.application.query.Page;
import io.privicore.application.query.PolicyQuery;
import io.privicore.application.query.ProfileQuery;
import io.privicore.application.query.ProfileQuery.ChannelView;
import io.privicore.application.query.ProfileQuery.IssuedToken;
import io.privicore.application.query.ProvisioningQuery;
import io.privicore.application.query.Query;
import io.privicore.application.query.StorageQuery;
import io.privicore.application.query.StorageQuery.StorageView;
import io.privicore.application.query.TokenQuery;
import io.privicore.application.query.TokenQuery.Replicas;
import io.privicore.application.query.TokenQuery.TemporaryTokenView;
import io.privicore.application.query.TokenQuery.TokenView;
import io.privicore.application.query.TokenQuery.TransactionCount;
import io.privicore.application.query.TransactionCounts;
import io.privicore.application.query.UtilityQuery;
import io.privicore.application.query.UtilityQuery.HealthView;
import io.privicore.application.query.UtilityQuery.KeyPairView;
import io.privicore.application.query.VotingQuery;
import io.privicore.domain.device.BrokerEndpoint;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.kernel.Secret;
import io.privicore.domain.token.FileMeta;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Knows one profile with one token; accepts everything, and tells the outcome before the answer is given. */
@Singleton
public class RecordingPrivicore implements Privicore {

    public static final String TOKEN = "T-good";
    public static final String QR_TOKEN = "qr-token";
    public static final ProfileId PROFILE = ProfileId.of("1b4e28ba-2fa1-41d2-883f-0016d3cca427");
    public static final DeviceId DEVICE = DeviceId.of("7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11");
    public static final Instant NOON = Instant.parse("2026-02-21T15:33:44.987Z");

    private final NodeChannels channels;
    private final Map<CommandId, StatusView> commands = new ConcurrentHashMap<>();

    public volatile @Nullable Command lastCommand;
    public volatile @Nullable Query<?> lastQuery;
    public volatile @Nullable Caller lastCaller;
    public volatile @Nullable RuntimeException failure;
    public volatile Instant expiresAt = Instant.parse("2099-01-01T00:00:00Z");
    public volatile boolean up = true;

    /** The command under which calls are held that have no permit; nothing is held where there is none. */
    public volatile @Nullable CommandId holding;

    RecordingPrivicore(NodeChannels channels) {
        this.channels = channels;
    }

    @Override
    public Accepted submit(Caller caller, Command command) {
        authorise(caller, command.getClass());
        lastCommand = command;
        var id = new CommandId(UUID.randomUUID());
        var now = Instant.now();
        commands.put(
                id,
                new StatusView(
                        id, CommandState.SUCCEEDED, Optional.of("result"), Optional.empty(), now, Optional.of(now)));
        var profile = command instanceof ProfileCommand.Register ? ProfileId.NOBODY : PROFILE;
        channels.deliver(profile, new CommandOutcome(id, CommandState.SUCCEEDED, Optional.of("result"), now));
        return new Accepted(id);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> R ask(Caller caller, Query<R> query) {
        authorise(caller, query.getClass());
        lastQuery = query;
        var command = holding;
        if (command != null && isHeld(caller, query)) {
            channels.deliver(
                    PROFILE, new CommandOutcome(command, CommandState.STARTED, Optional.empty(), Instant.now()));
            throw new Held(command);
        }
        return (R) answer(query);
    }

    private static boolean isHeld(Caller caller, Query<?> query) {
        return switch (query) {
            case ProfileQuery.Authenticate signIn -> signIn.permit().isEmpty();
            case DeviceQuery.OfferPairing offer -> offer.permit().isEmpty();
            case ProfileQuery.Reauthorize _,
                    DeviceQuery.RetrieveConfiguration _,
                    TokenQuery.ConfigureFile _,
                    OauthQuery.RetrieveConfiguration _,
                    OauthQuery.Authorize _ -> caller.permit().isEmpty();
            default -> false;
        };
    }

    private static ConfigurationView configuration() {
        return new ConfigurationView(
                DEVICE,
                "client",
                new Secret("cs-secret"),
                new BrokerEndpoint("broker", 5672, "/"),
                new Secret("bp-secret"),
                "31420500");
    }

    /** A command that another part of the platform has started and not settled. */
    public CommandId started() {
        var id = new CommandId(UUID.randomUUID());
        commands.put(
                id,
                new StatusView(id, CommandState.STARTED, Optional.empty(), Optional.empty(), NOON, Optional.empty()));
        return id;
    }

    /** A command that votes did not agree to. */
    public CommandId denied(String detail) {
        var id = new CommandId(UUID.randomUUID());
        commands.put(
                id,
                new StatusView(
                        id,
                        CommandState.REJECTED,
                        Optional.of("policy.denied"),
                        Optional.of(detail),
                        NOON,
                        Optional.of(NOON)));
        return id;
    }

    private Object answer(Query<?> query) {
        return switch (query) {
            case AuthenticatorQuery<?> authenticator -> VotingAnswers.answer(authenticator, device());
            case VotingQuery<?> voting -> VotingAnswers.answer(voting);
            case OauthQuery<?> oauth -> OauthAnswers.answer(oauth);
            case PolicyQuery<?> policy -> VotingAnswers.answer(policy);
            case ProvisioningQuery<?> provisioning -> ProvisioningAnswers.answer(provisioning);
            case DirectoryQuery<?> directory -> DirectoryAnswers.answer(directory, device());
            case CommandQuery.Status status ->
                Optional.ofNullable(commands.get(status.command()))
                        .orElseThrow(() -> new Refusal(Reason.COMMAND_NOT_FOUND, "Expected a command"));
            case DeviceQuery.RetrieveIdentifier _ -> DEVICE;
            case DeviceQuery.OfProfile _ -> List.of(device());
            case DeviceQuery.RetrieveConfiguration configuration -> {
                if (!configuration.device().equals(DEVICE)) {
                    throw new Refusal(Reason.DEVICE_NOT_FOUND, "Expected a device");
                }
                yield configuration();
            }
            case DeviceQuery.OfferPairing offer ->
                new OfferView(
                        new Secret(QR_TOKEN),
                        offer.roles().isEmpty() ? EnumSet.allOf(DeviceRole.class) : offer.roles(),
                        NOON);
            case DeviceQuery.Pair pair -> {
                if (!pair.token().startsWith("qr-")) {
                    throw new Refusal(Reason.PAIRING_TOKEN_INVALID, "Expected a token");
                }
                yield configuration();
            }
            case ProfileQuery.Authenticate authenticate -> {
                if (!authenticate.password().startsWith("correct")) {
                    throw new Refusal(Reason.INVALID_CREDENTIALS, "Expected the right name and password");
                }
                yield new IssuedToken(TOKEN, NOON);
            }
            case ProfileQuery.RetrieveId _ -> PROFILE;
            case ProfileQuery.JoinChannel _ -> new ChannelView(PROFILE, expiresAt, Optional.empty());
            case ProfileQuery.Reauthorize _ -> new IssuedToken("T-new", NOON);
            case ProfileQuery.Revoke _ -> true;
            case ProfileQuery.Expiry _ -> expiresAt;
            case ProfileQuery.RetrievePublicKey _ -> "31420500";
            case StorageQuery.ListStorage _ ->
                List.of(new StorageView(device(), 100, 50, 3, 0, false, Optional.of(NOON), Optional.empty(), false));
            case TokenQuery.RetrieveTemporary _ -> new TemporaryTokenView("tmp-1", "st-1");
            case TokenQuery.ConfigureFile _ -> "dtk-1";
            case TokenQuery.ListTokens list -> new Page<>(List.of(token()), 26, list.paging());
            case TokenQuery.CountTransactions count ->
                count.periods().starts().stream()
                        .map(start -> new TransactionCount(start, new TransactionCounts(1, 2, 3, 4, 5, 6, 7)))
                        .toList();
            case AuditQuery<?> audit -> AuditAnswers.answer(audit);
            case UtilityQuery.Health _ -> new HealthView(Map.of("database", true, "broker", up));
            case UtilityQuery.GenerateKeys _ -> new KeyPairView("aa", "31420500");
            case UtilityQuery.EnginePublicKey _ -> "31420500";
        };
    }

    private void authorise(Caller caller, Class<?> operation) {
        lastCaller = caller;
        var thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        if (operation.getAnnotation(Operation.class).access() == Operation.Access.TOKEN
                && !(caller.credential() instanceof Credential.Token token
                        && token.value().equals(TOKEN))) {
            throw new Refusal(Reason.UNAUTHENTICATED, "Expected a valid authorization token");
        }
    }

    private static DeviceView device() {
        return new DeviceView(
                DEVICE,
                "Vault",
                DeviceState.ACTIVE,
                Set.of(DeviceRole.STORAGE),
                true,
                Optional.of(NOON),
                Optional.empty(),
                Metadata.EMPTY,
                NOON);
    }

    private static TokenView token() {
        return new TokenView(
                "dtk-1",
                "invoices",
                Optional.of(new FileMeta(new Name("a.pdf"), "pdf", "", 12, "/x")),
                new Metadata(Map.of("classification", "secret")),
                Metadata.EMPTY,
                12,
                1,
                new Replicas(2, 3),
                NOON,
                NOON,
                Optional.empty());
    }
}
