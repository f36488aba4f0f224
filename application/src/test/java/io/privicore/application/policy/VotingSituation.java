package io.privicore.application.policy;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.port.DeviceLinks.BallotPaper;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.CommandQuery.StatusView;
import io.privicore.application.query.Paging;
import io.privicore.application.query.VotingQuery.ListPolls;
import io.privicore.application.query.VotingQuery.Receipt;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.Ttl;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.VotingConfiguration.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/** Somebody with three authenticators, of which two of three must agree, and policies of the reader's choice. */
final class VotingSituation {

    static final String TWO_OF_THREE = "two of three";
    static final Duration TIME_LIMIT = Duration.ofSeconds(300);

    final PlatformInMemory platform = new PlatformInMemory();
    final String username = platform.aName();
    final Caller owner;
    final List<DeviceId> authenticators;

    VotingSituation() {
        owner = platform.anActiveProfile(username);
        authenticators = List.of(
                platform.anAuthenticator(owner), platform.anAuthenticator(owner), platform.anAuthenticator(owner));
        platform.submit(
                owner,
                new VotingCommand.RegisterConfiguration(new Terms(
                        new Name(TWO_OF_THREE),
                        new Strategy.MinimumPercentage(60),
                        TIME_LIMIT,
                        Set.of(),
                        Optional.of(2),
                        Optional.of(1))));
    }

    /** From now on the operation waits. */
    void gate(String operation) {
        gate(operation, Conditions.NONE);
    }

    void gate(String operation, Conditions conditions) {
        var template = PolicyTemplates.ALL.stream()
                .filter(known -> known.events().containsKey(operation))
                .findFirst()
                .orElseThrow();
        var name = new Name("gate of " + operation);
        platform.submit(
                owner,
                new PolicyCommand.Register(
                        template.id(),
                        Set.of(operation),
                        Optional.of(name),
                        conditions,
                        Optional.empty(),
                        Optional.of(TWO_OF_THREE)));
        platform.submit(owner, new PolicyCommand.Activate(name.value()));
    }

    /** The ballots that this device can still cast. */
    List<BallotPaper> ballotsOf(DeviceId device) {
        return platform.links.ballots.openOf(device);
    }

    void vote(DeviceId device, Choice choice) {
        platform.links.ballots.vote(device, choice, platform.reports);
        platform.settle();
    }

    /** Two say yes. */
    void approve() {
        vote(authenticators.get(0), Choice.YES);
        vote(authenticators.get(1), Choice.YES);
    }

    /** Two say no. */
    void deny() {
        vote(authenticators.get(0), Choice.NO);
        vote(authenticators.get(1), Choice.NO);
    }

    void anotherGate() {
        anotherGate("data-token.reserve", Conditions.NONE);
    }

    void anotherGate(String name) {
        anotherGate(name, "data-token.reserve", Conditions.NONE);
    }

    void anotherGate(String operation, Conditions conditions) {
        anotherGate("another", operation, conditions);
    }

    private void anotherGate(String name, String operation, Conditions conditions) {
        var unanimous = "unanimous " + name;
        platform.submit(
                owner,
                new VotingCommand.RegisterConfiguration(new Terms(
                        new Name(unanimous),
                        new Strategy.Unanimous(),
                        TIME_LIMIT,
                        Set.of(),
                        Optional.of(3),
                        Optional.empty())));
        platform.submit(
                owner,
                new PolicyCommand.Register(
                        "data-access",
                        Set.of(operation),
                        Optional.of(new Name(name)),
                        conditions,
                        Optional.empty(),
                        Optional.of(unanimous)));
        platform.submit(owner, new PolicyCommand.Activate(name));
    }

    /** As whoever manages the owner does it; the votes of its newest poll, from then on. */
    IntSupplier suspendOwner() {
        var poll = polls().getFirst();
        platform.database.run(Origin.ENGINE, () -> {
            platform.ports
                    .profiles()
                    .save(platform.ports.profiles().get(poll.requester()).suspend());
            return true;
        });
        return () ->
                platform.ports.polls().get(poll.requester(), poll.id()).tally().cast();
    }

    /** The newest first. */
    List<Poll> polls() {
        return platform.ask(owner, new ListPolls(Optional.empty(), new Paging(1, Paging.MAX_PER_PAGE))).items().stream()
                .map(view -> platform.ask(owner, new Receipt(view.poll())))
                .toList();
    }

    CommandId reserve(String context) {
        return platform.submit(owner, new TokenCommand.Reserve(new DataContext(context), new Ttl(5), Metadata.EMPTY));
    }

    StatusView outcome(CommandId command) {
        return platform.outcome(owner, command);
    }
}
