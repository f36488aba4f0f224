package io.privicore.application.policy;

import static io.privicore.application.query.CommandState.STARTED;
import static io.privicore.application.query.CommandState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.port.DeviceLinks.BallotPaper;
import io.privicore.application.query.CommandState;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.Ttl;
import io.privicore.domain.voting.Ballot;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollState;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.VotingConfiguration.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Votes, timeouts, cancellations, removals and repeated deadlines in random order: what was decided is what happened. */
class VotesInAnyOrderTest {

    private static final int STEPS = 120;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doWhatTheyDecideAndNothingElse(long seed) {
        var run = new Run(new Random(seed));

        for (int step = 0; step < STEPS; step++) {
            run.step();
        }
        run.letTimePass();

        run.commands.forEach(run::requireDecided);
        assertThat(run.reserved()).isEqualTo(run.count(SUCCEEDED));
    }

    private static final class Run {

        private final Random random;
        private final VotingSituation situation = new VotingSituation();
        private final List<DeviceId> devices = new ArrayList<>(situation.authenticators);
        private final List<BallotPaper> seen = new ArrayList<>();
        final List<CommandId> commands = new ArrayList<>();

        Run(Random random) {
            this.random = random;
            devices.add(situation.platform.anAuthenticator(situation.owner));
            devices.add(situation.platform.anAuthenticator(situation.owner));
            gate("first", aStrategy());
            gate("second", aStrategy());
        }

        void step() {
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3 -> commands.add(reserve());
                case 4, 5, 6, 7, 8, 9, 10, 11, 12 -> vote();
                case 13 -> voteAgainOrForAnother();
                case 14, 15 -> situation.platform.clock.advance(Duration.ofSeconds(random.nextInt(40)));
                case 16, 17 -> situation.platform.settle();
                case 18 -> cancel();
                case 19 -> remove();
                default -> throw new IllegalStateException();
            }
        }

        void letTimePass() {
            for (int i = 0; i < 20; i++) {
                situation.platform.settle();
                situation.platform.clock.advance(Duration.ofSeconds(31));
            }
            situation.platform.settle();
        }

        /** Counts anew, by the contract's formulas, from the votes that were kept. */
        void requireDecided(CommandId command) {
            var state = situation.platform.outcome(situation.owner, command).state();
            var polls = pollsOf(command);
            assertThat(state).isNotEqualTo(STARTED);
            polls.forEach(poll -> assertThat(poll.state() == PollState.APPROVED).isEqualTo(isApproved(poll)));
            if (state == SUCCEEDED) {
                assertThat(polls).hasSize(2).extracting(Poll::state).containsOnly(PollState.APPROVED);
            } else if (!polls.isEmpty()) {
                assertThat(polls).anyMatch(poll -> poll.state() != PollState.APPROVED);
            }
        }

        private static boolean isApproved(Poll poll) {
            if (poll.state() == PollState.CANCELLED) {
                return false;
            }
            var last = poll.ballots().stream()
                    .filter(ballot -> ballot.attempt() == poll.attempt())
                    .toList();
            long yes = count(last, Choice.YES);
            long no = count(last, Choice.NO);
            boolean valid =
                    yes + no + count(last, Choice.ABSTAIN) >= poll.rules().quorumSize();
            return valid
                    && yes >= 1
                    && switch (poll.rules().strategy()) {
                        case Strategy.Unanimous _ -> no == 0;
                        case Strategy.Consensus _ -> 2 * yes > yes + no;
                        case Strategy.Affirmative _ -> true;
                        case Strategy.MinimumPercentage minimum -> 100 * yes >= minimum.percentage() * (yes + no);
                    };
        }

        private static long count(List<Ballot> ballots, Choice choice) {
            return ballots.stream()
                    .filter(ballot -> ballot.vote()
                            .filter(vote -> vote.choice() == choice)
                            .isPresent())
                    .count();
        }

        long reserved() {
            return situation.platform.outbox.types().stream()
                    .filter("data-token.reserved"::equals)
                    .count();
        }

        long count(CommandState state) {
            return commands.stream()
                    .filter(command ->
                            situation.platform.outcome(situation.owner, command).state() == state)
                    .count();
        }

        private void vote() {
            var device = anyOf(devices);
            var open = situation.ballotsOf(device);
            if (!open.isEmpty()) {
                var paper = anyOf(open);
                seen.add(paper);
                cast(device, paper);
            }
        }

        private void voteAgainOrForAnother() {
            if (!seen.isEmpty()) {
                cast(anyOf(devices), anyOf(seen));
            }
        }

        private void cast(DeviceId device, BallotPaper paper) {
            var choice = random.nextInt(4) == 0 ? anyOf(List.of(Choice.values())) : Choice.YES;
            situation.platform.links.ballots.vote(device, paper, choice, situation.platform.reports);
        }

        private void cancel() {
            polls().stream().filter(Poll::isOpen).findAny().ifPresent(poll -> {
                if (random.nextInt(4) == 0) {
                    situation.platform.submit(situation.owner, new VotingCommand.Cancel(poll.id()));
                }
            });
        }

        private void remove() {
            if (devices.size() > 3) {
                var device = devices.remove(random.nextInt(devices.size()));
                situation.platform.submit(
                        situation.owner,
                        random.nextBoolean()
                                ? new AuthenticatorCommand.Remove(device, true)
                                : new DeviceCommand.Remove(device, true));
            }
        }

        private CommandId reserve() {
            return situation.platform.submit(
                    situation.owner, new TokenCommand.Reserve(new DataContext("x"), new Ttl(5), Metadata.EMPTY));
        }

        private List<Poll> pollsOf(CommandId command) {
            return polls().stream()
                    .filter(poll -> poll.motion().command().equals(Optional.of(command.value())))
                    .toList();
        }

        private List<Poll> polls() {
            return situation.polls();
        }

        private void gate(String name, Strategy strategy) {
            situation.platform.submit(
                    situation.owner,
                    new VotingCommand.RegisterConfiguration(new Terms(
                            new Name(name),
                            strategy,
                            Duration.ofSeconds(30),
                            Set.of(),
                            Optional.of(1 + random.nextInt(3)),
                            Optional.of(1 + random.nextInt(3)))));
            situation.platform.submit(
                    situation.owner,
                    new PolicyCommand.Register(
                            "data-access",
                            Set.of("data-token.reserve"),
                            Optional.of(new Name(name)),
                            Conditions.NONE,
                            Optional.empty(),
                            Optional.of(name)));
            situation.platform.submit(situation.owner, new PolicyCommand.Activate(name));
        }

        private Strategy aStrategy() {
            return switch (random.nextInt(4)) {
                case 0 -> new Strategy.Unanimous();
                case 1 -> new Strategy.Consensus();
                case 2 -> new Strategy.Affirmative();
                default -> new Strategy.MinimumPercentage(1 + random.nextInt(100));
            };
        }

        private <T> T anyOf(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }
    }
}
