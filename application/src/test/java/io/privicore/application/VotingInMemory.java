package io.privicore.application;

import io.privicore.application.audit.Auditing;
import io.privicore.application.directory.DirectoryMandates;
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
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.InMemoryCommandBytes;
import io.privicore.application.port.InMemoryPorts;
import io.privicore.application.port.PlainVoteSignatures;
import io.privicore.application.port.SettableClock;
import io.privicore.application.token.TokenFacts;
import io.privicore.application.token.TokenSecrets;
import io.privicore.application.voting.AuthenticatorHandler;
import io.privicore.application.voting.Balloting;
import io.privicore.application.voting.Casting;
import io.privicore.application.voting.Rolls;
import io.privicore.application.voting.VotingHandler;
import java.util.Optional;

/** The part of a platform in memory that votes, and that lets operations wait for votes. */
final class VotingInMemory {

    final InMemoryCommandBytes codec = new InMemoryCommandBytes();
    final Balloting balloting;
    final Throttle throttle;
    final Casting casting;
    final Lockouts lockouts;
    final Holding holding;
    final Gatekeeper gatekeeper;
    final AuthenticatorHandler authenticators;
    final VotingHandler voting;
    final PolicyHandler policies;

    /** @param gatekeeper instead of the policies */
    VotingInMemory(
            InMemoryPorts ports,
            DeviceLinks links,
            Channels channels,
            Chores chores,
            Settlement settlement,
            Auditing auditing,
            TokenSecrets secrets,
            SettableClock clock,
            Optional<Gatekeeper> gatekeeper) {
        var database = ports.database();
        var tokens = ports.tokens();
        var rolls = new Rolls(ports.devices(), ports.votingConfigurations(), ports.votingPools());
        balloting = new Balloting(
                ports.polls(),
                ports.devices(),
                links,
                ports.deadlines(),
                channels,
                new Verdicts(ports.heldOperations(), chores, clock),
                tokens,
                database,
                clock,
                Runnable::run);
        throttle = new Throttle(ports.signInAttempts(), database, clock);
        casting = new Casting(
                balloting,
                ports.devices(),
                ports.profiles(),
                new PlainVoteSignatures(),
                ports.envelopes(),
                throttle,
                tokens,
                database,
                auditing,
                database,
                clock);
        lockouts = new Lockouts(ports.policies(), rolls);
        holding = new Holding(ports.heldOperations(), balloting, rolls, chores, settlement, tokens, database, clock);
        this.gatekeeper = gatekeeper.orElseGet(() -> new PolicyGate(
                ports.policies(),
                new DirectoryMandates(ports.directories(), ports.provisioningClients(), ports.votingPools()),
                new TokenFacts(ports.dataTokens(), secrets),
                new ApplicationFacts(ports.applications()),
                new DirectoryFacts(ports.directories(), ports.provisioningClients(), ports.profiles()),
                clock));
        authenticators = new AuthenticatorHandler(
                ports.devices(), ports.deviceViews(), ports.votingConfigurations(), ports.polls(), lockouts);
        voting = new VotingHandler(
                ports.votingConfigurations(),
                ports.polls(),
                ports.policies(),
                ports.devices(),
                rolls,
                balloting,
                casting,
                lockouts,
                tokens);
        policies =
                new PolicyHandler(ports.policies(), ports.votingConfigurations(), ports.votingPools(), rolls, tokens);
    }
}
