package io.privicore.application.policy;

import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.command.Command;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.DirectoryCommand;
import io.privicore.application.command.DirectoryOperation;
import io.privicore.application.command.OauthCommand;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.command.ProfileCommand;
import io.privicore.application.command.ProvisioningCommand;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.query.DeviceQuery;
import io.privicore.application.query.OauthQuery;
import io.privicore.application.query.Query;
import io.privicore.application.query.TokenQuery;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.profile.Username;
import io.privicore.domain.voting.Strategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
            case DirectoryCommand directory -> particulars.add(directory);
            case ProvisioningCommand provision -> particulars.add(provision);
            case TokenCommand token -> particulars.add(token);
            case ProfileCommand profile -> particulars.add(profile);
            case OauthCommand oauth -> particulars.add(oauth);
        }
        return particulars.shown;
    }

    static Map<String, String> of(Query<?> query) {
        var particulars = new Particulars();
        if (query instanceof DeviceQuery.RetrieveConfiguration retrieve) {
            particulars.put("device", retrieve.device());
        } else if (query instanceof DeviceQuery.OfferPairing offer) {
            particulars.put(
                    "roles",
                    offer.roles().stream()
                            .map(role -> role.name().toLowerCase(Locale.ROOT))
                            .sorted()
                            .collect(Collectors.joining(", ")));
        } else if (query instanceof TokenQuery.ConfigureFile configure) {
            particulars.put("newFileName", configure.file().fileName().value());
        } else if (query instanceof OauthQuery.Authorize authorize) {
            particulars.put("scopes", authorize.scopes());
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
            case DeviceCommand.Remove remove -> {
                put("device", remove.device());
                put("force", remove.force());
            }
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
            case AuthenticatorCommand.Remove remove -> {
                put("device", remove.device());
                put("force", remove.force());
            }
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

    private void add(DirectoryCommand command) {
        if (command instanceof DirectoryOperation onDirectory) {
            put("directory", onDirectory.directory());
        }
        switch (command) {
            case DirectoryCommand.Register register -> {
                put("newName", register.name().value());
                put("newShortName", register.shortName().value());
            }
            case DirectoryCommand.StoreMeta store ->
                put("newFields", String.join(", ", store.fields().fields().keySet()));
            case DirectoryCommand.CreateUser create -> {
                put("newUsername", create.username().value());
                put("newRole", create.role().wire());
                put("newState", create.state().map(state -> state.name().toLowerCase(Locale.ROOT)));
            }
            case DirectoryCommand.UpdateUser update -> {
                put("profile", update.profile());
                put("newUsername", update.username().map(Username::value));
                put("newRole", update.role().map(Role::wire));
                put("newState", update.state().map(state -> state.name().toLowerCase(Locale.ROOT)));
            }
            case DirectoryCommand.ReplaceUser replace -> {
                put("profile", replace.profile());
                put("newUsername", replace.username().value());
                put("newRole", replace.role().wire());
                put("newState", replace.state().name().toLowerCase(Locale.ROOT));
            }
            case DirectoryCommand.ImportUsers taken -> {
                put("rows", taken.rows());
                put("matchBy", taken.matchBy().wire());
                put("dryRun", taken.dryRun());
                put("digest", taken.digest());
            }
            case DirectoryCommand.RemoveUser remove -> put("profile", remove.profile());
            case DirectoryCommand.SetPassword set -> put("profile", set.profile());
            case DirectoryCommand.RenewEnrolment renew -> put("profile", renew.profile());
            case DirectoryCommand.Enrol _ -> {}
            case DirectoryCommand.Invite invite -> {
                put("profile", invite.profile());
                put("username", invite.username().map(Username::value));
                put("newRole", invite.role().wire());
            }
            case DirectoryCommand.ResendInvitation resend -> put("invitation", resend.invitation());
            case DirectoryCommand.RevokeInvitation revoke -> put("invitation", revoke.invitation());
            case DirectoryCommand.ProcessInvitation process -> {
                put("invitation", process.invitation());
                put("accept", process.accept());
            }
            case DirectoryCommand.CreateVotingPool create -> {
                put("newName", create.name().value());
                put("newStrategy", text(create.rules().strategy()));
                put("newQuorumSize", create.rules().quorumSize());
                put("newVoters", create.profiles().size() + create.devices().size());
            }
            case DirectoryCommand.RemoveVotingPool remove -> put("votingPool", remove.nameOrId());
            case DirectoryCommand.CreateDevice create -> {
                put("profile", create.profile());
                put("deviceName", create.name().value());
            }
            case DirectoryCommand.AddStorage add -> {
                put("profile", add.profile());
                put("device", add.device());
            }
            case DirectoryCommand.RemoveStorage remove -> {
                put("profile", remove.profile());
                put("device", remove.device());
                put("force", remove.force());
            }
        }
    }

    private void add(ProvisioningCommand command) {
        if (command instanceof DirectoryOperation onDirectory) {
            put("directory", onDirectory.directory());
        }
        switch (command) {
            case ProvisioningCommand.CreateClient create ->
                put("newName", create.name().value());
            case ProvisioningCommand.RevokeClient revoke -> put("provisioningClient", revoke.client());
            case ProvisioningCommand.AssignRoles assign -> {
                put("newRole", assign.role().wire());
                put("profiles", assign.profiles().size());
                if (assign.profiles().size() == 1) {
                    put("profile", assign.profiles().iterator().next());
                }
            }
            case ProvisioningCommand.CreateGroup create -> {
                put("newName", create.name().value());
                put("joining", create.members().size());
            }
            case ProvisioningCommand.ChangeGroup change -> {
                put("group", change.group());
                put("newName", change.name().value());
                put("joining", change.joining().size());
                put("leaving", change.leaving().size());
            }
            case ProvisioningCommand.RemoveGroup remove -> put("group", remove.group());
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

    private void add(OauthCommand command) {
        switch (command) {
            case OauthCommand.Register register -> {
                put("newName", register.name().value());
                put("redirectUri", register.redirectUri());
                put("scopes", register.scopes());
            }
            case OauthCommand.RequestCode request -> put("scopes", request.scopes());
            case OauthCommand.Remove _ -> {}
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
