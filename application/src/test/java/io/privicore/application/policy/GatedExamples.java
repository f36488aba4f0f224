package io.privicore.application.policy;

import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.command.Command;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.OauthCommand;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.command.ProfileCommand;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.TokenText;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.query.DeviceQuery;
import io.privicore.application.query.OauthQuery;
import io.privicore.application.query.ProfileQuery;
import io.privicore.application.query.Query;
import io.privicore.application.query.TokenQuery;
import io.privicore.domain.access.Scope;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.oauth.Nonce;
import io.privicore.domain.oauth.RedirectUri;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.PublicKey;
import io.privicore.domain.token.Attributes;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.FileMeta;
import io.privicore.domain.token.Ttl;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.VotingConfiguration.Terms;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One call of every operation that a template knows, made ready before it is gated. */
final class GatedExamples {

    /** A command, or a query that is held until it is permitted. */
    sealed interface Call {

        record Does(Command command) implements Call {}

        record Asks(Query<?> query) implements Call {}
    }

    private static final Map<String, Function<VotingSituation, Call>> BY_OPERATION = new HashMap<>();

    static {
        var fresh = new Name("fresh");
        does(
                "data-token.reserve",
                s -> new TokenCommand.Reserve(new DataContext("letters"), new Ttl(5), Metadata.EMPTY));
        does("data-token.exchange", s -> {
            s.platform.aStorageDevice(s.owner);
            return new TokenCommand.Exchange(s.platform.aTemporaryToken(s.owner), PlatformInMemory.bytes("data"));
        });
        does("data-token.request", s -> new TokenCommand.RequestData(token(s), PlatformInMemory.SITE));
        does(
                "data-token.update",
                s -> new TokenCommand.Update(token(s), PlatformInMemory.bytes("new"), Attributes.NONE));
        does(
                "data-token.update-metadata",
                s -> new TokenCommand.UpdateMetadata(token(s), Optional.of(fresh), Optional.empty(), Optional.empty()));
        asks(
                "data-token.configure-file",
                s -> new TokenQuery.ConfigureFile(token(s), new FileMeta(fresh, "txt", "", 1, "/fresh")));
        does(
                "data-token.configure-risk",
                s -> new TokenCommand.ConfigureRisk(token(s), new Metadata(Map.of("classification", "public"))));
        does("data-token.delete", s -> new TokenCommand.Delete(token(s)));

        asks("profile.authenticate", s -> new ProfileQuery.Authenticate(s.username, PlatformInMemory.PASSWORD));
        does(
                "profile.change-password",
                s -> new ProfileCommand.ChangePassword(
                        new Password(PlatformInMemory.PASSWORD), new Password("quite another long passphrase")));
        asks("profile.reauthorize", s -> new ProfileQuery.Reauthorize(Duration.ofHours(1)));
        does(
                "public-key.register",
                s -> new ProfileCommand.RegisterPublicKey(
                        new PublicKey(s.platform.keys().sealing().hex())));

        does("oauth.register", s -> anApplication());
        asks("oauth.retrieve-configuration", s -> new OauthQuery.RetrieveConfiguration(registeredApplication(s)));
        does("oauth.request-code", s -> {
            var configuration = s.platform.ask(s.owner, new OauthQuery.RetrieveConfiguration(registeredApplication(s)));
            return new OauthCommand.RequestCode(
                    configuration.clientId(), new Nonce("n-1"), Scopes.of(Scope.DATA_TOKEN_READ), Optional.empty());
        });
        does("oauth.remove", s -> new OauthCommand.Remove(registeredApplication(s)));

        does("device.request", s -> new DeviceCommand.Request(fresh));
        does("device.approve", s -> new DeviceCommand.Approve(s.platform.aPendingDevice(s.owner)));
        asks("device.pair", s -> new DeviceQuery.OfferPairing(Set.of(DeviceRole.STORAGE), Optional.empty()));
        does("device.reject", s -> new DeviceCommand.Reject(s.platform.aPendingDevice(s.owner)));
        does(
                "device.configure-meta",
                s -> new DeviceCommand.ConfigureMeta(
                        s.platform.aPendingDevice(s.owner), Optional.of(fresh), Metadata.EMPTY));
        asks("device.retrieve-configuration", s -> new DeviceQuery.RetrieveConfiguration(anActiveDevice(s)));
        does("device.rotate-configuration", s -> new DeviceCommand.Rotate(anActiveDevice(s)));
        does("device.remove", s -> new DeviceCommand.Remove(anActiveDevice(s), false));
        does("storage.register", s -> new StorageCommand.Register(anActiveDevice(s)));
        does("storage.sync", s -> new StorageCommand.Synchronise(s.platform.aStorageDevice(s.owner), false));
        does("storage.remove", s -> new StorageCommand.Remove(s.platform.aStorageDevice(s.owner), true));

        does("policy.register", s -> aPolicy("another"));
        does("policy.activate", s -> new PolicyCommand.Activate(registered(s)));
        does("policy.deactivate", s -> new PolicyCommand.Deactivate(registered(s)));
        does("policy.delete", s -> new PolicyCommand.Delete(registered(s)));
        does("voting-configuration.register", s -> new VotingCommand.RegisterConfiguration(terms("another")));
        does(
                "voting-configuration.update",
                s -> new VotingCommand.UpdateConfiguration(
                        configured(s),
                        Optional.of(fresh),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        does("voting-configuration.delete", s -> new VotingCommand.DeleteConfiguration(configured(s)));
        does("voting.create", s -> aQuestion());
        does(
                "voting.cancel",
                s -> new VotingCommand.Cancel(
                        new PollId(s.platform.submit(s.owner, aQuestion()).value())));
        does("authenticator.register", s -> new AuthenticatorCommand.Register(anActiveDevice(s)));
        does("authenticator.remove", s -> new AuthenticatorCommand.Remove(s.authenticators.getLast(), false));
        does("authenticator.set-quorum-size", s -> new AuthenticatorCommand.SetQuorumSize(2));
        does("authenticator.set-quorum-strategy", s -> new AuthenticatorCommand.SetStrategy(new Strategy.Consensus()));
        does("authenticator.set-voting-time-limit", s -> new AuthenticatorCommand.SetTimeLimit(Duration.ofSeconds(60)));
        does("authenticator.set-maximum-voting-attempts", s -> new AuthenticatorCommand.SetAttempts(3));
        GatedDirectoryExamples.commands().forEach(GatedExamples::does);
    }

    private GatedExamples() {}

    static Call prepare(String operation, VotingSituation situation) {
        var example = BY_OPERATION.get(operation);
        if (example == null) {
            throw new AssertionError("Expected an example of %s, but there is none".formatted(operation));
        }
        return example.apply(situation);
    }

    private static void does(String operation, Function<VotingSituation, Command> command) {
        BY_OPERATION.put(operation, situation -> new Call.Does(command.apply(situation)));
    }

    private static void asks(String operation, Function<VotingSituation, Query<?>> query) {
        BY_OPERATION.put(operation, situation -> new Call.Asks(query.apply(situation)));
    }

    private static TokenText token(VotingSituation s) {
        return s.platform.aToken(s.owner, "data", s.platform.aStorageDevice(s.owner));
    }

    private static OauthCommand anApplication() {
        return new OauthCommand.Register(
                new Name("Invoices"), new RedirectUri("https://invoices.example.com/callback"), Scopes.ALL);
    }

    private static ApplicationId registeredApplication(VotingSituation s) {
        return new ApplicationId(s.platform.submit(s.owner, anApplication()).value());
    }

    private static DeviceId anActiveDevice(VotingSituation s) {
        var device = s.platform.aPendingDevice(s.owner);
        s.platform.submit(s.owner, new DeviceCommand.Approve(device));
        return device;
    }

    private static PolicyCommand.Register aPolicy(String name) {
        return new PolicyCommand.Register(
                "data-access",
                Set.of("data-token.delete"),
                Optional.of(new Name(name)),
                Conditions.NONE,
                Optional.empty(),
                Optional.empty());
    }

    private static String registered(VotingSituation s) {
        s.platform.submit(s.owner, aPolicy("the policy"));
        return "the policy";
    }

    private static Terms terms(String name) {
        return new Terms(
                new Name(name),
                new Strategy.Unanimous(),
                Duration.ofSeconds(30),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static String configured(VotingSituation s) {
        s.platform.submit(s.owner, new VotingCommand.RegisterConfiguration(terms("the configuration")));
        return "the configuration";
    }

    private static VotingCommand.Create aQuestion() {
        return new VotingCommand.Create(
                VotingSituation.TWO_OF_THREE, "A title", "A question?", Set.of(), Optional.empty());
    }
}
