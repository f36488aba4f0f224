package io.privicore.bootstrap.wiring;

import io.privicore.application.audit.Auditing;
import io.privicore.application.device.VotesInReach;
import io.privicore.application.directory.DirectoryMandates;
import io.privicore.application.engine.Authorisation;
import io.privicore.application.engine.Handlers;
import io.privicore.application.engine.Resumption;
import io.privicore.application.oauth.ApplicationFacts;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.pipeline.Throttle;
import io.privicore.application.policy.DirectoryFacts;
import io.privicore.application.policy.Holding;
import io.privicore.application.policy.Lockouts;
import io.privicore.application.policy.PolicyGate;
import io.privicore.application.policy.PolicyHandler;
import io.privicore.application.policy.Verdicts;
import io.privicore.application.port.Channels;
import io.privicore.application.port.CommandBytes;
import io.privicore.application.port.Commands;
import io.privicore.application.port.DataTokens;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DeviceViews;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Directories;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Events;
import io.privicore.application.port.Grants;
import io.privicore.application.port.HeldOperations;
import io.privicore.application.port.Policies;
import io.privicore.application.port.Polls;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.ProvisioningClients;
import io.privicore.application.port.SignInAttempts;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.VoteSignatures;
import io.privicore.application.port.VotingConfigurations;
import io.privicore.application.port.VotingPools;
import io.privicore.application.token.TokenFacts;
import io.privicore.application.token.TokenSecrets;
import io.privicore.application.voting.AuthenticatorHandler;
import io.privicore.application.voting.Balloting;
import io.privicore.application.voting.Casting;
import io.privicore.application.voting.Rolls;
import io.privicore.application.voting.VotingHandler;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Builds the part of the application that lets operations wait for votes. */
@Singleton
public class VotingWiring {

    private final ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();

    @Produces
    @Singleton
    Rolls rolls(Devices devices, VotingConfigurations configurations, VotingPools pools) {
        return new Rolls(devices, configurations, pools);
    }

    @Produces
    @Singleton
    Balloting balloting(
            Polls polls,
            Devices devices,
            DeviceLinks links,
            Deadlines deadlines,
            Channels channels,
            HeldOperations held,
            Chores chores,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        var verdicts = new Verdicts(held, chores, clock);
        return new Balloting(polls, devices, links, deadlines, channels, verdicts, tokens, unitOfWork, clock, sending);
    }

    @Produces
    @Singleton
    Throttle throttle(SignInAttempts attempts, UnitOfWork unitOfWork, InstantSource clock) {
        return new Throttle(attempts, unitOfWork, clock);
    }

    @Produces
    @Singleton
    Casting casting(
            Balloting balloting,
            Devices devices,
            Profiles profiles,
            VoteSignatures signatures,
            Envelopes envelopes,
            Throttle throttle,
            Tokens tokens,
            Events events,
            Auditing auditing,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        return new Casting(
                balloting,
                devices,
                profiles,
                signatures,
                envelopes,
                throttle,
                tokens,
                events,
                auditing,
                unitOfWork,
                clock);
    }

    @Produces
    @Singleton
    Lockouts lockouts(Policies policies, Rolls rolls) {
        return new Lockouts(policies, rolls);
    }

    @Produces
    @Singleton
    PolicyGate policyGate(
            Policies policies,
            Directories directories,
            ProvisioningClients clients,
            VotingPools pools,
            Profiles profiles,
            DataTokens dataTokens,
            TokenSecrets secrets,
            ApplicationFacts applicationFacts,
            InstantSource clock) {
        return new PolicyGate(
                policies,
                new DirectoryMandates(directories, clients, pools),
                new TokenFacts(dataTokens, secrets),
                applicationFacts,
                new DirectoryFacts(directories, clients, profiles),
                clock);
    }

    @Produces
    @Singleton
    Holding holding(
            HeldOperations held,
            Balloting balloting,
            Rolls rolls,
            Chores chores,
            Settlement settlement,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        return new Holding(held, balloting, rolls, chores, settlement, tokens, unitOfWork, clock);
    }

    @Produces
    @Singleton
    AuthenticatorHandler authenticatorHandler(
            Devices devices, DeviceViews views, VotingConfigurations configurations, Polls polls, VotesInReach votes) {
        return new AuthenticatorHandler(devices, views, configurations, polls, votes);
    }

    @Produces
    @Singleton
    VotingHandler votingHandler(
            VotingConfigurations configurations,
            Polls polls,
            Policies policies,
            Devices devices,
            Rolls rolls,
            Balloting balloting,
            Casting casting,
            VotesInReach votes,
            Tokens tokens) {
        return new VotingHandler(configurations, polls, policies, devices, rolls, balloting, casting, votes, tokens);
    }

    @Produces
    @Singleton
    PolicyHandler policyHandler(
            Policies policies, VotingConfigurations configurations, VotingPools pools, Rolls rolls, Tokens tokens) {
        return new PolicyHandler(policies, configurations, pools, rolls, tokens);
    }

    @Produces
    @Singleton
    Resumption resumption(
            Authorisation authorisation,
            HeldOperations held,
            CommandBytes codec,
            Gatekeeper gatekeeper,
            Handlers handlers,
            Profiles profiles,
            Grants grants,
            Commands commands,
            Settlement settlement,
            Balloting balloting,
            Deadlines deadlines,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        return new Resumption(
                authorisation,
                held,
                codec,
                gatekeeper,
                handlers,
                profiles,
                grants,
                commands,
                settlement,
                balloting,
                deadlines,
                unitOfWork,
                clock);
    }
}
