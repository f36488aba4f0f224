package io.privicore.application.audit;

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
import io.privicore.application.command.TokenText;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.port.Tokens;
import io.privicore.application.query.DeviceQuery;
import io.privicore.application.query.DirectoryQuery;
import io.privicore.application.query.OauthQuery;
import io.privicore.application.query.Query;
import io.privicore.application.query.TokenQuery;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** On what something is done, by ids, and by names where callers name things. A data token appears as its hash. */
final class Subjects {

    /** What came of a command, where it is an id. */
    static final String MADE = "made";

    private static final String DEVICE = "device";
    private static final String POLICY = "policy";
    private static final String CONFIGURATION = "votingConfiguration";
    private static final String TOKEN = "token";
    private static final String INVITATION = "invitation";
    private static final String POOL = "votingPool";
    private static final String CLIENT = "provisioningClient";
    private static final String GROUP = "group";

    private final SortedMap<String, String> named = new TreeMap<>();
    private final Tokens tokens;

    private Subjects(Tokens tokens) {
        this.tokens = tokens;
    }

    static SortedMap<String, String> of(Object asked, Tokens tokens) {
        var subjects = new Subjects(tokens);
        switch (asked) {
            case Command command -> subjects.add(command);
            case Query<?> query -> subjects.add(query);
            default -> throw new IllegalArgumentException("Expected a command or a query");
        }
        return subjects.named;
    }

    /** What came of a command that succeeded: ids are shown, tokens as hashes, anything else not at all. */
    static SortedMap<String, String> made(String body, Tokens tokens) {
        var subjects = new Subjects(tokens);
        if (body.startsWith(Tokens.Kind.PERMANENT.prefix())) {
            subjects.put(TOKEN, tokens.hash(body).hex());
        } else if (isId(body)) {
            subjects.put(MADE, body);
        }
        return subjects.named;
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException notAnId) {
            return false;
        }
    }

    private void add(Command command) {
        switch (command) {
            case ProfileCommand profile -> add(profile);
            case DeviceCommand device -> add(device);
            case StorageCommand storage -> add(storage);
            case AuthenticatorCommand authenticator -> add(authenticator);
            case VotingCommand voting -> add(voting);
            case PolicyCommand policy -> add(policy);
            case TokenCommand token -> add(token);
            case DirectoryCommand directory -> add(directory);
            case ProvisioningCommand provision -> add(provision);
            case OauthCommand oauth -> add(oauth);
        }
    }

    private void add(ProfileCommand command) {
        switch (command) {
            case ProfileCommand.Register register ->
                put("username", register.username().value());
            case ProfileCommand.ChangePassword _, ProfileCommand.RegisterPublicKey _ -> {}
        }
    }

    private void add(DeviceCommand command) {
        switch (command) {
            case DeviceCommand.Request request ->
                put("deviceName", request.name().value());
            case DeviceCommand.ConfigureMeta configure -> put(DEVICE, configure.device());
            case DeviceCommand.Approve approve -> put(DEVICE, approve.device());
            case DeviceCommand.Reject reject -> put(DEVICE, reject.device());
            case DeviceCommand.Rotate rotate -> put(DEVICE, rotate.device());
            case DeviceCommand.Remove remove -> put(DEVICE, remove.device());
        }
    }

    private void add(StorageCommand command) {
        switch (command) {
            case StorageCommand.Register register -> put(DEVICE, register.device());
            case StorageCommand.Synchronise synchronise -> put(DEVICE, synchronise.device());
            case StorageCommand.Remove remove -> put(DEVICE, remove.device());
        }
    }

    private void add(AuthenticatorCommand command) {
        switch (command) {
            case AuthenticatorCommand.Register register -> put(DEVICE, register.device());
            case AuthenticatorCommand.Remove remove -> put(DEVICE, remove.device());
            case AuthenticatorCommand.SetQuorumSize size -> put("quorumSize", size.quorumSize());
            case AuthenticatorCommand.SetStrategy strategy ->
                put("strategy", strategy.strategy().wire());
            case AuthenticatorCommand.SetTimeLimit limit ->
                put("timeLimit", limit.timeLimit().toSeconds());
            case AuthenticatorCommand.SetAttempts attempts -> put("attempts", attempts.attempts());
        }
    }

    private void add(VotingCommand command) {
        switch (command) {
            case VotingCommand.RegisterConfiguration register ->
                put(CONFIGURATION, register.terms().name().value());
            case VotingCommand.UpdateConfiguration update -> put(CONFIGURATION, update.nameOrId());
            case VotingCommand.DeleteConfiguration delete -> put(CONFIGURATION, delete.nameOrId());
            case VotingCommand.Create create -> put(CONFIGURATION, create.configuration());
            case VotingCommand.Cancel cancel -> put("poll", cancel.poll());
        }
    }

    private void add(PolicyCommand command) {
        switch (command) {
            case PolicyCommand.Register register -> {
                register.name().ifPresent(name -> put(POLICY, name.value()));
                put("template", register.template());
            }
            case PolicyCommand.Activate activate -> put(POLICY, activate.nameOrId());
            case PolicyCommand.Deactivate deactivate -> put(POLICY, deactivate.nameOrId());
            case PolicyCommand.Delete delete -> put(POLICY, delete.nameOrId());
        }
    }

    private void add(TokenCommand command) {
        switch (command) {
            case TokenCommand.Reserve _ -> {}
            case TokenCommand.Exchange exchange -> put("temporaryToken", exchange.temporaryToken());
            case TokenCommand.Attach attach -> put("reservation", attach.reservation());
            case TokenCommand.RequestData request -> put(TOKEN, request.token());
            case TokenCommand.ConfigureRisk risk -> put(TOKEN, risk.token());
            case TokenCommand.Update update -> put(TOKEN, update.token());
            case TokenCommand.UpdateMetadata update -> put(TOKEN, update.token());
            case TokenCommand.Delete delete -> put(TOKEN, delete.token());
        }
    }

    private void add(OauthCommand command) {
        switch (command) {
            case OauthCommand.Register register ->
                put("applicationName", register.name().value());
            case OauthCommand.RequestCode request -> put("client", request.clientId());
            case OauthCommand.Remove remove -> put("application", remove.application());
        }
    }

    private void add(DirectoryCommand command) {
        if (command instanceof DirectoryOperation onDirectory) {
            put("directory", onDirectory.directory());
            onDirectory.about().ifPresent(profile -> put("profile", profile));
        }
        switch (command) {
            case DirectoryCommand.Register register ->
                put("directoryName", register.name().value());
            case DirectoryCommand.CreateUser create ->
                put("username", create.username().value());
            case DirectoryCommand.ImportUsers taken -> {
                put("digest", taken.digest());
                put("rows", taken.rows());
                put("dryRun", taken.dryRun());
            }
            case DirectoryCommand.Invite invite -> {
                invite.profile().ifPresent(profile -> put("profile", profile));
                invite.username().ifPresent(username -> put("username", username.value()));
            }
            case DirectoryCommand.ResendInvitation resend -> put(INVITATION, resend.invitation());
            case DirectoryCommand.RevokeInvitation revoke -> put(INVITATION, revoke.invitation());
            case DirectoryCommand.ProcessInvitation process -> put(INVITATION, process.invitation());
            case DirectoryCommand.CreateVotingPool create ->
                put(POOL, create.name().value());
            case DirectoryCommand.RemoveVotingPool remove -> put(POOL, remove.nameOrId());
            case DirectoryCommand.CreateDevice create ->
                put("deviceName", create.name().value());
            case DirectoryCommand.AddStorage add -> put(DEVICE, add.device());
            case DirectoryCommand.RemoveStorage remove -> put(DEVICE, remove.device());
            case DirectoryCommand.StoreMeta _,
                    DirectoryCommand.UpdateUser _,
                    DirectoryCommand.ReplaceUser _,
                    DirectoryCommand.RemoveUser _,
                    DirectoryCommand.SetPassword _,
                    DirectoryCommand.RenewEnrolment _,
                    DirectoryCommand.Enrol _ -> {}
        }
    }

    private void add(ProvisioningCommand command) {
        if (command instanceof DirectoryOperation onDirectory) {
            put("directory", onDirectory.directory());
        }
        switch (command) {
            case ProvisioningCommand.CreateClient create ->
                put(CLIENT, create.name().value());
            case ProvisioningCommand.RevokeClient revoke -> put(CLIENT, revoke.client());
            case ProvisioningCommand.AssignRoles assign -> {
                put("role", assign.role().wire());
                // Whoever got it is told by events, however many there are.
                if (assign.profiles().size() == 1) {
                    put("profile", assign.profiles().iterator().next());
                }
            }
            case ProvisioningCommand.CreateGroup create ->
                put(GROUP, create.name().value());
            case ProvisioningCommand.ChangeGroup change -> put(GROUP, change.group());
            case ProvisioningCommand.RemoveGroup remove -> put(GROUP, remove.group());
        }
    }

    /** Of those queries that say they are audited. */
    private void add(Query<?> query) {
        switch (query) {
            case DeviceQuery.RetrieveConfiguration retrieve -> put(DEVICE, retrieve.device());
            case DirectoryQuery.ExportUsers export -> put("directory", export.directory());
            case DeviceQuery.Pair pair -> put("deviceName", pair.name().value());
            case OauthQuery.RetrieveConfiguration retrieve -> put("application", retrieve.application());
            case OauthQuery.Authorize authorize -> put("client", authorize.clientId());
            case TokenQuery.RetrieveTemporary retrieve -> put("reservation", retrieve.command());
            case TokenQuery.ConfigureFile configure -> put(TOKEN, configure.token());
            default -> {}
        }
    }

    private void put(String name, Object value) {
        named.put(
                name,
                value instanceof TokenText token ? tokens.hash(token.value()).hex() : value.toString());
    }
}
