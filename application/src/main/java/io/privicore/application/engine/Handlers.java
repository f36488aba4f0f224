package io.privicore.application.engine;

import io.privicore.application.audit.AuditHandler;
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
import io.privicore.application.device.DeviceHandler;
import io.privicore.application.device.StorageHandler;
import io.privicore.application.directory.DirectoryHandler;
import io.privicore.application.directory.Provisioning;
import io.privicore.application.oauth.OauthHandler;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Work;
import io.privicore.application.policy.PolicyHandler;
import io.privicore.application.profile.ProfileHandler;
import io.privicore.application.query.AuditQuery;
import io.privicore.application.query.AuthenticatorQuery;
import io.privicore.application.query.CommandQuery;
import io.privicore.application.query.DeviceQuery;
import io.privicore.application.query.DirectoryQuery;
import io.privicore.application.query.OauthQuery;
import io.privicore.application.query.PolicyQuery;
import io.privicore.application.query.ProfileQuery;
import io.privicore.application.query.ProvisioningQuery;
import io.privicore.application.query.Query;
import io.privicore.application.query.StorageQuery;
import io.privicore.application.query.TokenQuery;
import io.privicore.application.query.UtilityQuery;
import io.privicore.application.query.VotingQuery;
import io.privicore.application.token.TokenHandler;
import io.privicore.application.utility.UtilityHandler;
import io.privicore.application.voting.AuthenticatorHandler;
import io.privicore.application.voting.VotingHandler;
import io.privicore.domain.kernel.Reason;
import java.time.Instant;

/** Which area carries out which command and answers which query: a new area is one line in each switch. */
public record Handlers(
        ProfileHandler profiles,
        TokenHandler tokens,
        DeviceHandler devices,
        StorageHandler storage,
        AuthenticatorHandler authenticators,
        VotingHandler voting,
        PolicyHandler policies,
        OauthHandler oauth,
        DirectoryHandler directories,
        Provisioning provisioning,
        AuditHandler audits,
        UtilityHandler utility) {

    /** Does what is slow or outside of the database and answers what is left to do inside. */
    Work prepare(Invocation invocation, Command command) {
        return switch (command) {
            case ProfileCommand profile -> profiles.prepare(invocation, profile);
            case TokenCommand token -> tokens.prepare(invocation, token);
            case DeviceCommand device -> devices.prepare(invocation, device);
            case StorageCommand store -> storage.prepare(invocation, store);
            case AuthenticatorCommand authenticator -> authenticators.prepare(invocation, authenticator);
            case VotingCommand vote -> voting.prepare(invocation, vote);
            case PolicyCommand policy -> policies.prepare(invocation, policy);
            case OauthCommand application -> oauth.prepare(invocation, application);
            case DirectoryCommand directory -> directories.prepare(invocation, directory);
            case ProvisioningCommand provision -> provisioning.prepare(invocation, provision);
        };
    }

    /** Within the unit of work in which a command begins to wait, until this time at the latest: lets an area keep what it will need. */
    void held(Invocation invocation, Command command, Instant until) {
        if (command instanceof TokenCommand token) {
            tokens.held(invocation, token, until);
        } else if (command instanceof DirectoryCommand directory) {
            directories.held(invocation, directory);
        }
    }

    /** The same once more where it waits for longer than was thought. */
    void stillHeld(Invocation invocation, Command command, Instant until) {
        if (command instanceof TokenCommand token) {
            tokens.stillHeld(invocation, token, until);
        }
    }

    /** Lets an area say more of a rejection than that it was one. */
    void rejected(Invocation invocation, Command command, Reason reason) {
        if (command instanceof TokenCommand token) {
            tokens.rejected(invocation, token, reason);
        } else if (command instanceof DirectoryCommand directory) {
            directories.rejected(directory, reason);
        }
    }

    <R> R answer(Actor actor, Query<R> query) {
        return switch (query) {
            case ProfileQuery<R> profile -> profiles.answer(actor, profile);
            case TokenQuery<R> token -> tokens.answer(actor, token);
            case DeviceQuery<R> device -> devices.answer(actor, device);
            case StorageQuery<R> store -> storage.answer(actor, store);
            case AuthenticatorQuery<R> authenticator -> authenticators.answer(actor, authenticator);
            case VotingQuery<R> vote -> voting.answer(actor, vote);
            case PolicyQuery<R> policy -> policies.answer(actor, policy);
            case OauthQuery<R> application -> oauth.answer(actor, application);
            case DirectoryQuery<R> directory -> directories.answer(actor, directory);
            case ProvisioningQuery<R> provisioned -> provisioning.answer(actor, provisioned);
            case AuditQuery<R> audit -> audits.answer(actor.profile(), audit);
            case CommandQuery<R> command -> utility.answer(actor, command);
            case UtilityQuery<R> question -> utility.answer(actor, question);
        };
    }
}
