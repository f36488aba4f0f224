package io.privicore.application.voting;

import static io.privicore.domain.kernel.Reason.AUTHENTICATOR_NOT_REGISTERED;
import static io.privicore.domain.kernel.Reason.VOTING_CONFIGURATION_IN_USE;
import static io.privicore.domain.kernel.Reason.VOTING_CONFIGURATION_TOO_MANY;

import io.privicore.application.command.VotingCommand;
import io.privicore.application.command.VotingCommand.Cancel;
import io.privicore.application.command.VotingCommand.Create;
import io.privicore.application.command.VotingCommand.DeleteConfiguration;
import io.privicore.application.command.VotingCommand.RegisterConfiguration;
import io.privicore.application.command.VotingCommand.UpdateConfiguration;
import io.privicore.application.device.VotesInReach;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.pipeline.Work;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Policies;
import io.privicore.application.port.Polls;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.VotingConfigurations;
import io.privicore.application.query.VotingQuery;
import io.privicore.application.query.VotingQuery.CastBallot;
import io.privicore.application.query.VotingQuery.ListConfigurations;
import io.privicore.application.query.VotingQuery.ListPolls;
import io.privicore.application.query.VotingQuery.PollStatus;
import io.privicore.application.query.VotingQuery.PollView;
import io.privicore.application.query.VotingQuery.Receipt;
import io.privicore.application.query.VotingQuery.RetrieveConfiguration;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.Motion;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.VotingConfiguration;
import io.privicore.domain.voting.VotingConfiguration.Terms;
import io.privicore.domain.voting.VotingConfigurationId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Carries out what is asked of polls and voting configurations. */
public final class VotingHandler {

    /** Most voting configurations of a profile. */
    public static final int MOST_CONFIGURATIONS = 100;

    /** From how many open polls on, those of held operations included, people may not open more: operations still may. */
    public static final int MOST_QUESTIONS = 1000;

    private final VotingConfigurations configurations;
    private final Polls polls;
    private final Policies policies;
    private final Devices devices;
    private final Rolls rolls;
    private final Balloting balloting;
    private final Casting casting;
    private final VotesInReach votes;
    private final Tokens tokens;

    public VotingHandler(
            VotingConfigurations configurations,
            Polls polls,
            Policies policies,
            Devices devices,
            Rolls rolls,
            Balloting balloting,
            Casting casting,
            VotesInReach votes,
            Tokens tokens) {
        this.configurations = configurations;
        this.polls = polls;
        this.policies = policies;
        this.devices = devices;
        this.rolls = rolls;
        this.balloting = balloting;
        this.casting = casting;
        this.votes = votes;
        this.tokens = tokens;
    }

    public Work prepare(Invocation in, VotingCommand command) {
        return switch (command) {
            case RegisterConfiguration register -> () -> register(in, register.terms());
            case UpdateConfiguration update ->
                () -> {
                    votes.keep(in.profile(), () -> update(in, update));
                    return Outcome.done();
                };
            case DeleteConfiguration delete -> () -> delete(in, delete.nameOrId());
            case Create create -> () -> create(in, create);
            case Cancel cancel ->
                () -> {
                    balloting.cancel(in.profile(), cancel.poll());
                    return Outcome.done();
                };
        };
    }

    @SuppressWarnings("unchecked")
    public <R> R answer(Actor actor, VotingQuery<R> query) {
        return (R)
                switch (query) {
                    case ListConfigurations _ -> configurations.list(actor.profile());
                    case RetrieveConfiguration retrieve -> configurations.get(actor.profile(), retrieve.nameOrId());
                    case PollStatus status -> PollView.of(polls.get(actor.profile(), status.poll()));
                    case ListPolls list -> polls.list(actor.profile(), list.state(), list.paging());
                    case Receipt receipt -> polls.get(actor.profile(), receipt.poll());
                    case CastBallot cast -> casting.cast(actor.address(), cast);
                };
    }

    private Outcome register(Invocation in, Terms terms) {
        if (configurations.list(in.profile()).size() >= MOST_CONFIGURATIONS) {
            throw new Refusal(
                    VOTING_CONFIGURATION_TOO_MANY,
                    "Expected at most %d voting configurations, but there are as many already"
                            .formatted(MOST_CONFIGURATIONS));
        }
        var id = new VotingConfigurationId(tokens.id());
        int authenticators = requireAuthenticators(in.profile(), terms.voters());
        configurations.save(VotingConfiguration.register(
                id, in.profile(), terms, configurations.settings(in.profile()).rules(), authenticators, in.at()));
        return Outcome.made(id);
    }

    private void update(Invocation in, UpdateConfiguration command) {
        var before = configurations.get(in.profile(), command.nameOrId());
        var old = before.terms();
        var terms = new Terms(
                command.name().orElse(old.name()),
                command.strategy().orElse(old.strategy()),
                command.timeLimit().orElse(old.timeLimit()),
                command.voters().orElse(old.voters()),
                command.quorumSize().or(old::quorumSize),
                command.attempts().or(old::attempts));
        int authenticators =
                requireAuthenticators(in.profile(), command.voters().orElse(Set.of()));
        configurations.save(
                before.update(terms, configurations.settings(in.profile()).rules(), authenticators));
    }

    private Outcome delete(Invocation in, String nameOrId) {
        var configuration = configurations.get(in.profile(), nameOrId);
        if (policies.refersTo(configuration.id())) {
            throw new Refusal(
                    VOTING_CONFIGURATION_IN_USE,
                    "Expected a voting configuration that no policy refers to, but one refers to %s"
                            .formatted(configuration.id()));
        }
        configurations.save(configuration.delete());
        return Outcome.done();
    }

    /** The poll has the command's id, so that the caller knows it before the outcome. */
    private Outcome create(Invocation in, Create command) {
        balloting.requireRoom(in.profile(), 1, MOST_QUESTIONS);
        var configuration = configurations.get(in.profile(), command.configuration());
        var roll = rolls.of(configuration).without(command.skipped());
        var id = new PollId(in.command().value());
        balloting.open(
                Poll.open(
                        id,
                        in.profile(),
                        motion(in, command),
                        roll.rules(),
                        false,
                        Optional.of(configuration.id()),
                        roll.voters(),
                        balloting::ballotId,
                        in.at()),
                roll.known());
        return Outcome.made(id);
    }

    private Motion motion(Invocation in, Create command) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("operation", "voting.create");
        attributes.put("requester", in.profile().toString());
        var digest =
                Bytes.wrap(tokens.hash("poll\n%s\n%s\n%s".formatted(in.command(), command.title(), command.question()))
                        .bytes());
        return new Motion(command.title(), command.question(), command.nonce(), attributes, digest, Optional.empty());
    }

    /** Answers how many authenticators there are; refuses voters that are none. */
    private int requireAuthenticators(ProfileId owner, Set<DeviceId> voters) {
        var authenticators =
                devices.authenticatorsOf(owner).stream().map(Device::id).collect(Collectors.toSet());
        voters.stream()
                .filter(voter -> !authenticators.contains(voter))
                .findFirst()
                .ifPresent(voter -> {
                    throw new Refusal(
                            AUTHENTICATOR_NOT_REGISTERED,
                            "Expected device %s to be an authenticator, but it is none".formatted(voter));
                });
        return authenticators.size();
    }
}
