package io.privicore.domain.voting;

import static io.privicore.domain.voting.PollFixture.OPENED;
import static io.privicore.domain.voting.PollFixture.authenticators;
import static io.privicore.domain.voting.PollFixture.device;
import static io.privicore.domain.voting.PollFixture.seconds;
import static io.privicore.domain.voting.PollFixture.strangers;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.kernel.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every poll, tried on random ones. */
final class RandomPollsTest {

    private static final int ROUNDS = 3000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    RandomPollsTest() {
        System.out.println("seed " + seed);
    }

    @Test
    void areDecidedAlikeInWhateverOrderVotesCome() {
        for (int round = 0; round < ROUNDS; round++) {
            var formula = formula(voters());
            var fixture = fixture(formula);
            var votes = votes(fixture.roll().size());
            var order = order(votes.size());
            var result = held(fixture, votes, order).state();

            Collections.shuffle(order, random);

            assertThat(held(fixture, votes, order).state())
                    .as("seed %d, round %d: %s of %s in the order %s", seed, round, formula, votes, order)
                    .isEqualTo(result);
        }
    }

    @Test
    void areNotLostByOneMoreYes() {
        int approved = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var formula = formula(voters());
            var fixture = fixture(formula);
            var votes = votes(fixture.roll().size());
            var order = order(votes.size());
            if (held(fixture, votes, order).state() != PollState.APPROVED) {
                continue;
            }
            approved++;

            var more = new ArrayList<>(votes);
            more.set(random.nextInt(more.size()), Choice.YES);

            assertThat(held(fixture, more, order).state())
                    .as("seed %d, round %d: %s of %s, then %s", seed, round, formula, votes, more)
                    .isEqualTo(PollState.APPROVED);
        }
        assertThat(approved).as("seed %d", seed).isGreaterThan(ROUNDS / 20);
    }

    @Test
    void endOnceAndInTimeWhateverHappens() {
        for (int round = 0; round < ROUNDS; round++) {
            var formula = formula(voters());
            var fixture = fixture(formula).tried(1 + random.nextInt(4)).closingIn(seconds(5 + random.nextInt(20)));
            var life = new Life(fixture, random.nextBoolean());
            var name = "seed %d, round %d: %s".formatted(seed, round, fixture);

            life.goOnToTheEnd(name);

            var poll = life.poll.poll();
            var ends =
                    life.poll.told().stream().filter(RandomPollsTest::isAnEnd).toList();
            assertThat(ends).as(name).hasSize(1);
            assertThat(poll.endedAt().orElseThrow())
                    .as(name)
                    .isBeforeOrEqualTo(OPENED.plus(fixture.rules()
                            .timeLimit()
                            .multipliedBy(fixture.rules().attempts())));
            assertThat(poll.attempt())
                    .as(name)
                    .isLessThanOrEqualTo(fixture.rules().attempts());
            assertThat(poll.ballots()).as(name).noneMatch(Ballot::isOpen);

            // What the poll counts is what was let through, no more and no less, each ballot once.
            assertThat(life.cast).as(name).extracting(Cast::ballot).doesNotHaveDuplicates();
            assertThat(life.cast)
                    .as(name)
                    .extracting(cast -> cast.attempt + "/" + cast.voter)
                    .doesNotHaveDuplicates();
            var last = life.cast.stream()
                    .filter(cast -> cast.attempt == poll.attempt())
                    .toList();
            int yes = count(last, Choice.YES);
            int no = count(last, Choice.NO);
            int abstain = count(last, Choice.ABSTAIN);
            int othersYes = (int) last.stream()
                    .filter(cast -> cast.choice == Choice.YES
                            && fixture.roll().get(cast.voter).owner().equals(strangers()))
                    .count();
            assertThat(poll.tally()).as(name).isEqualTo(new Tally(yes, no, abstain, 0, othersYes, 0));
            var result = formula.result(new Count(yes, no, abstain, othersYes, 0, 0));
            switch (poll.state()) {
                case APPROVED, FAILED -> assertThat(result).as(name).isEqualTo(poll.state());
                // Also below the quorum, once nothing that could still come would have been approved.
                case REJECTED -> assertThat(result).as(name).isNotEqualTo(PollState.APPROVED);
                case CANCELLED -> {}
                case OPEN -> throw new AssertionError(name);
            }
        }
    }

    private int voters() {
        return 1 + random.nextInt(8);
    }

    private Formula formula(int voters) {
        var names = List.of("unanimous", "consensus", "affirmative", "minimum_percentage");
        return new Formula(
                names.get(random.nextInt(names.size())),
                1 + random.nextInt(100),
                1 + random.nextInt(voters),
                random.nextInt(3) == 0);
    }

    /** At least as many voters as the quorum, and at least one who is somebody else. */
    private PollFixture fixture(Formula formula) {
        int voters = formula.quorum() + random.nextInt(3);
        int others = 1 + random.nextInt(voters);
        return formula.poll().with(voters - others, authenticators()).and(others, strangers());
    }

    /** What each voter says; null for one who says nothing. */
    private List<@Nullable Choice> votes(int voters) {
        List<@Nullable Choice> votes = new ArrayList<>();
        for (int i = 0; i < voters; i++) {
            int said = random.nextInt(7);
            votes.add(said < 3 ? Choice.YES : said < 5 ? Choice.NO : said == 5 ? Choice.ABSTAIN : null);
        }
        return votes;
    }

    private static List<Integer> order(int voters) {
        return IntStream.range(0, voters).boxed().collect(Collectors.toCollection(ArrayList::new));
    }

    private static PollUnderTest held(PollFixture fixture, List<@Nullable Choice> votes, List<Integer> order) {
        var poll = fixture.open();
        for (int voter : order) {
            var choice = votes.get(voter);
            if (choice != null && poll.poll().isOpen()) {
                poll.says(voter, choice);
            }
        }
        return poll.runsOut();
    }

    private static boolean isAnEnd(Object event) {
        return event instanceof PollEvent.Approved
                || event instanceof PollEvent.Rejected
                || event instanceof PollEvent.Expired
                || event instanceof PollEvent.Cancelled;
    }

    private static int count(List<Cast> votes, Choice choice) {
        return (int) votes.stream().filter(cast -> cast.choice == choice).count();
    }

    private record Cast(int attempt, BallotId ballot, int voter, Choice choice) {}

    /** One poll to which anything happens at any time; only the deadline is asked in time, as the engine does. */
    private final class Life {

        private final PollUnderTest poll;
        private final int voters;
        private final boolean mayBeCancelled;
        private final List<Cast> cast = new ArrayList<>();

        Life(PollFixture fixture, boolean mayBeCancelled) {
            this.poll = fixture.open();
            this.voters = fixture.roll().size();
            this.mayBeCancelled = mayBeCancelled;
        }

        void goOnToTheEnd(String name) {
            while (poll.poll().isOpen()) {
                step();
            }
            var ended = poll.poll();
            int told = poll.told().size();
            for (int i = 0; i < 20; i++) {
                step();
            }
            assertThat(poll.poll()).as(name).isEqualTo(ended);
            assertThat(poll.told()).as(name).hasSize(told);
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4, 5 -> vote();
                case 6 -> poll.removed(random.nextInt(voters + 1));
                case 7 -> poll.timeIsUp();
                case 8 -> {
                    if (mayBeCancelled && random.nextInt(4) == 0) {
                        refusable(poll::cancelled);
                    }
                }
                default -> timePasses();
            }
        }

        /** Any ballot of any attempt, mostly by its own device. */
        private void vote() {
            var before = poll.poll();
            var ballots =
                    random.nextInt(4) == 0 ? before.ballots() : before.current().toList();
            var ballot = ballots.get(random.nextInt(ballots.size()));
            int voter = random.nextInt(5) == 0
                    ? random.nextInt(voters)
                    : IntStream.range(0, voters)
                            .filter(i -> ballot.device().equals(device(i)))
                            .findFirst()
                            .orElseThrow();
            var choice = Choice.values()[random.nextInt(3)];
            refusable(() -> {
                poll.cast(ballot.id(), voter, choice);
                if (poll.poll().equals(before)) {
                    // The very same vote once more.
                    assertThat(ballot.vote()).as("seed %d", seed).isPresent();
                    return;
                }
                assertThat(before.isOpen() && poll.now().isBefore(before.closesAt()))
                        .as("seed %d: a vote that came too late", seed)
                        .isTrue();
                assertThat(ballot.device()).as("seed %d", seed).isEqualTo(device(voter));
                cast.add(new Cast(before.attempt(), ballot.id(), voter, choice));
            });
        }

        private void timePasses() {
            long second = poll.now().plusSeconds(random.nextInt(8)).getEpochSecond() - OPENED.getEpochSecond();
            long close = poll.poll().closesAt().getEpochSecond() - OPENED.getEpochSecond();
            if (poll.poll().isOpen() && second >= close) {
                poll.at(close);
                if (random.nextBoolean()) {
                    vote();
                }
                poll.timeIsUp();
            } else {
                poll.at(second);
            }
        }

        private void refusable(Runnable action) {
            var before = poll.poll();
            try {
                action.run();
            } catch (Refusal refusal) {
                assertThat(poll.poll()).as("seed %d", seed).isEqualTo(before);
            }
        }
    }
}
