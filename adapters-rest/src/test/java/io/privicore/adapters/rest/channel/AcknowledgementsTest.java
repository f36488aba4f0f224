package io.privicore.adapters.rest.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.command.CommandId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {

    private static final long GRACE = 15;
    private static final long PATIENCE = 1_000;

    private final ManualTimeline time = new ManualTimeline();
    private final Acknowledgements acknowledgements =
            new Acknowledgements(time, Duration.ofMillis(GRACE), Duration.ofMillis(PATIENCE));
    private final CommandId command = new CommandId(UUID.randomUUID());
    private final List<String> delivered = new ArrayList<>();

    @Nested
    class AMessageThatComesBeforeItsCommandIsKnown {

        @Test
        void waitsForTheFlushAndTheGraceAfterIt() {
            try (var submission = acknowledgements.begin()) {
                tell("outcome");
                time.pass(100);
                submission.accepted(command);
            }
            time.pass(100);
            assertThat(delivered).isEmpty();

            acknowledgements.flushed(command);
            time.pass(GRACE - 1);
            assertThat(delivered).isEmpty();
            time.pass(1);

            assertThat(delivered).containsExactly("outcome");
        }

        @Test
        void doesNotWaitForSubmissionsThatBeganLater() {
            tell("outcome");
            try (var _ = acknowledgements.begin()) {
                time.pass(2 * GRACE + 5);

                assertThat(delivered).containsExactly("outcome");
            }
        }

        @Test
        void leavesWhenTheSubmissionsThatWereUnderWayTurnOutToBeOthers() {
            try (var submission = acknowledgements.begin()) {
                tell("outcome");
                time.pass(200);
                assertThat(delivered).isEmpty();
                submission.accepted(new CommandId(UUID.randomUUID()));
            }

            assertThat(delivered).containsExactly("outcome");
        }

        @Test
        void leavesWhenTheSubmissionIsRefused() {
            var submission = acknowledgements.begin();
            tell("outcome");
            time.pass(200);
            submission.close();

            assertThat(delivered).containsExactly("outcome");
        }

        @Test
        void losesPatience() {
            try (var _ = acknowledgements.begin()) {
                tell("outcome");
                time.pass(PATIENCE);

                assertThat(delivered).containsExactly("outcome");
            }
        }
    }

    @Nested
    class AMessageOfAnotherNodesCommand {

        @Test
        void keepsBehindTheTimeOfItsSubmission() {
            tell("outcome");
            time.pass(2 * GRACE + 4);
            assertThat(delivered).isEmpty();
            time.pass(1);

            assertThat(delivered).containsExactly("outcome");
        }

        @Test
        void leavesAtOnceWhenItWasSubmittedLongAgo() {
            acknowledgements.whenAcknowledged(
                    command, Instant.ofEpochMilli(time.now() - 5_000), () -> delivered.add("outcome"));

            assertThat(delivered).containsExactly("outcome");
        }

        @Test
        void losesPatienceWithClocksThatDiffer() {
            acknowledgements.whenAcknowledged(
                    command, Instant.ofEpochMilli(time.now() + 60_000), () -> delivered.add("outcome"));
            time.pass(PATIENCE);

            assertThat(delivered).containsExactly("outcome");
        }
    }

    @Nested
    class AMessageOfAnAnsweredCommand {

        @Test
        void leavesAtOnceAfterTheGrace() {
            answer(command);
            time.pass(GRACE);
            tell("outcome");

            assertThat(delivered).containsExactly("outcome");
        }

        @Test
        void waitsForWhatIsLeftOfTheGrace() {
            answer(command);
            time.pass(GRACE - 1);
            tell("outcome");
            assertThat(delivered).isEmpty();
            time.pass(1);

            assertThat(delivered).containsExactly("outcome");
        }
    }

    @Test
    void messagesOfOneCommandKeepTheirOrder() {
        try (var submission = acknowledgements.begin()) {
            tell("1");
            tell("2");
            submission.accepted(command);
        }
        tell("3");
        acknowledgements.flushed(command);
        tell("4");
        time.pass(GRACE);
        tell("5");

        assertThat(delivered).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void whateverHappensNothingIsLostReorderedOrEarly() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        Map<CommandId, Long> flushedAt = new HashMap<>();
        Map<CommandId, List<Integer>> seen = new HashMap<>();
        List<Runnable> pending = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            var id = new CommandId(UUID.randomUUID());
            List<Integer> numbers = new ArrayList<>();
            seen.put(id, numbers);
            var submission = acknowledgements.begin();
            int messages = 1 + random.nextInt(3);
            for (int m = 0; m < messages; m++) {
                int number = m;
                Runnable tell = () -> acknowledgements.whenAcknowledged(id, Instant.ofEpochMilli(time.now()), () -> {
                    assertThat(time.now())
                            .as("seed %d", seed)
                            .isGreaterThanOrEqualTo(flushedAt.getOrDefault(id, Long.MAX_VALUE / 2) + GRACE);
                    numbers.add(number);
                });
                if (random.nextBoolean() && pending.isEmpty()) {
                    tell.run();
                } else {
                    pending.add(tell);
                }
            }
            time.pass(random.nextInt(5));
            submission.accepted(id);
            submission.close();
            time.pass(random.nextInt(5));
            flushedAt.put(id, time.now());
            acknowledgements.flushed(id);
            pending.forEach(Runnable::run);
            pending.clear();
            time.pass(random.nextInt(20));
        }
        time.pass(PATIENCE);

        assertThat(seen.values())
                .as("seed %d", seed)
                .allSatisfy(
                        numbers -> assertThat(numbers).isNotEmpty().isSorted().doesNotHaveDuplicates());
    }

    private void tell(String message) {
        acknowledgements.whenAcknowledged(command, Instant.ofEpochMilli(time.now()), () -> delivered.add(message));
    }

    private void answer(CommandId id) {
        try (var submission = acknowledgements.begin()) {
            submission.accepted(id);
        }
        acknowledgements.flushed(id);
    }
}
