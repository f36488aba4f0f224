package io.privicore.application.policy;

import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.command.Command;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.command.ProfileCommand;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.query.DeviceQuery;
import io.privicore.application.query.Query;
import io.privicore.application.query.TokenQuery;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.voting.Strategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operation is about, in words that voters can tell it by: which device, which policy, what it will be from then on.
 * Never data, tokens or secrets.
 */
final class Particulars {

    private static final List<String> RISK = List.of("classification", "label", "handling");

    private final Map<String, String> shown = new LinkedHashMap<>();

    private Particulars() {}

    static Map<String, String> of(Command command) {
        var particulars = new Particulars();
        switch (command) {
            case DeviceCommand device -> particulars.add(device);
            case StorageCommand storage -> particulars.add(storage);
            case AuthenticatorCommand authenticator -> particulars.add(authenticator);
            case VotingCommand voting -> particulars.add(voting);
            case PolicyCommand policy -> particulars.add(policy);
            case TokenCommand token -> particulars.add(token);
            case ProfileCommand profile -> particulars.add(profile);
        }
        return particulars.shown;
    }

    static Map<String, String> of(Query<?> query) {
        var particulars = new Particulars();
        if (query instanceof DeviceQuery.RetrieveConfiguration retrieve) {
            particulars.put("device", retrieve.device());
        } else if (query instanceof TokenQuery.ConfigureFile configure) {
            particulars.put("newFileName", configure.file().fileName().value());
        }
        return particulars.shown;
    }

    private void add(DeviceCommand command) {
        switch (command) {
            case DeviceCommand.Request request ->
                put("deviceName", request.name().value());
            case DeviceCommand.Approve approve -> put("device", approve.device());
            case DeviceCommand.Reject reject -> put("device", reject.device());
            case DeviceCommand.Rotate rotate -> put("device", rotate.device());
            case DeviceCommand.Remove remove -> put("device", remove.device());
            case DeviceCommand.ConfigureMeta configure -> {
                put("device", configure.device());
                put("newName", configure.name().map(Name::value));
            }
        }
    }

    private void add(StorageCommand command) {
        switch (command) {
            case StorageCommand.Register register -> put("device", register.device());
            case StorageCommand.Synchronise synchronise -> put("device", synchronise.device());
            case StorageCommand.Remove remove -> {
                put("device", remove.device());
                put("force", remove.force());
            }
        }
    }

    private void add(AuthenticatorCommand command) {
        switch (command) {
            case AuthenticatorCommand.Register register -> put("device", register.device());
            case AuthenticatorCommand.Remove remove -> put("device", remove.device());
            case AuthenticatorCommand.SetQuorumSize size -> put("newQuorumSize", size.quorumSize());
            case AuthenticatorCommand.SetStrategy strategy -> put("newStrategy", text(strategy.strategy()));
            case AuthenticatorCommand.SetTimeLimit limit ->
                put("newTimeLimit", limit.timeLimit().toSeconds());
            case AuthenticatorCommand.SetAttempts attempts -> put("newNumberOfAttempts", attempts.attempts());
        }
    }

    private void add(VotingCommand command) {
        switch (command) {
            case VotingCommand.RegisterConfiguration register -> {
                var terms = register.terms();
                put("newName", terms.name().value());
                put("newStrategy", text(terms.strategy()));
                put("newTimeLimit", terms.timeLimit().toSeconds());
                put("newQuorumSize", terms.quorumSize());
                put("newVoters", terms.voters().size());
            }
            case VotingCommand.UpdateConfiguration update -> {
                put("votingConfiguration", update.nameOrId());
                put("newName", update.name().map(Name::value));
                put("newStrategy", update.strategy().map(Particulars::text));
                put("newTimeLimit", update.timeLimit().map(limit -> limit.toSeconds()));
                put("newQuorumSize", update.quorumSize());
                put("newNumberOfAttempts", update.attempts());
                put("newVoters", update.voters().map(voters -> voters.size()));
            }
            case VotingCommand.DeleteConfiguration delete -> put("votingConfiguration", delete.nameOrId());
            case VotingCommand.Create create -> {
                put("votingConfiguration", create.configuration());
                put("title", create.title());
            }
            case VotingCommand.Cancel cancel -> put("poll", cancel.poll());
        }
    }

    private void add(PolicyCommand command) {
        switch (command) {
            case PolicyCommand.Register register -> {
                put("newName", register.name().map(Name::value));
                put("template", register.template());
                put("events", String.join(", ", register.events()));
            }
            case PolicyCommand.Activate activate -> put("policy", activate.nameOrId());
            case PolicyCommand.Deactivate deactivate -> put("policy", deactivate.nameOrId());
            case PolicyCommand.Delete delete -> put("policy", delete.nameOrId());
        }
    }

    private void add(TokenCommand command) {
        switch (command) {
            case TokenCommand.ConfigureRisk risk -> addRisk(risk.fields());
            case TokenCommand.Update update -> addRisk(update.attributes().risk());
            case TokenCommand.UpdateMetadata update -> {
                put("newFileName", update.fileName().map(Name::value));
                put("newContext", update.context().map(context -> context.value()));
            }
            case TokenCommand.Reserve _,
                    TokenCommand.Exchange _,
                    TokenCommand.Attach _,
                    TokenCommand.RequestData _,
                    TokenCommand.Delete _ -> {}
        }
    }

    private void add(ProfileCommand command) {
        if (command instanceof ProfileCommand.RegisterPublicKey register) {
            put("newPublicKey", register.publicKey().hex());
        }
    }

    private void addRisk(Metadata fields) {
        RISK.forEach(
                field -> put("new" + Character.toUpperCase(field.charAt(0)) + field.substring(1), fields.text(field)));
    }

    private static String text(Strategy strategy) {
        return strategy instanceof Strategy.MinimumPercentage minimum
                ? "%s %d".formatted(strategy.wire(), minimum.percentage())
                : strategy.wire();
    }

    private void put(String name, Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(given -> put(name, given));
        } else {
            shown.put(name, value.toString());
        }
    }
}
