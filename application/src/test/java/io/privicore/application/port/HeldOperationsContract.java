package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.command.CommandId;
import io.privicore.application.port.HeldOperations.Held;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class HeldOperationsContract extends PersistenceContract {

    private static final Instant LATER = NOW.plusSeconds(10);

    private final ProfileId profile = aProfileId();

    @Test
    void anOperationThatWasNotHeldIsNotThere() {
        var held = anOperation(1, false);

        inFailingUnit(() -> ports().heldOperations().hold(held));

        assertThat(ports().heldOperations().find(held.command())).isEmpty();
        assertThat(ports().heldOperations().count(profile, false)).isZero();
        assertThat(inUnit(() -> ports().heldOperations().agreed(held.command(), NOW)))
                .isEmpty();
        assertThat(inUnit(() -> ports().heldOperations().take(held.command()))).isFalse();
        inUnit(() -> ports().heldOperations().denied(held.command(), "why"));
        assertThat(ports().heldOperations().find(held.command())).isEmpty();
    }

    @Nested
    class AHeldOperation {

        @Test
        void isReadBackAsItWas() {
            var held = anOperation(2, false);
            hold(held);

            assertThat(found(held)).isEqualTo(held);
        }

        @Test
        void isReadBackWithoutWhatItNeedNotHave() {
            var held = new Held(
                    aCommandId(),
                    profile,
                    "profile.authenticate",
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    Optional.empty(),
                    Set.of(),
                    Bytes.wrap(new byte[0]),
                    NOW,
                    1,
                    Optional.empty(),
                    Optional.empty());
            hold(held);

            assertThat(found(held)).isEqualTo(held);
        }

        @Test
        void hasAgreedWhenTheLastOfItsVotesHas() {
            var held = anOperation(2, false);
            hold(held);

            assertThat(agree(held, NOW)).contains(1);
            assertThat(found(held).agreedAt()).isEmpty();
            assertThat(agree(held, LATER)).contains(0);

            assertThat(found(held).agreedAt()).contains(LATER);
            assertThat(found(held).waiting()).isZero();
        }

        @Test
        void isDeniedForTheFirstReasonThatIsNoted() {
            var held = anOperation(2, false);
            hold(held);

            assertThat(inUnit(() -> ports().heldOperations().denied(held.command(), "first")))
                    .isTrue();
            assertThat(inUnit(() -> ports().heldOperations().denied(held.command(), "second")))
                    .isFalse();

            assertThat(found(held).denied()).contains("first");
            assertThat(agree(held, NOW)).contains(1);
        }

        @Test
        void isFoundByItsSession() {
            var held = anOperation(1, false);
            hold(held);
            hold(anOperation(1, false));

            assertThat(ports().heldOperations()
                            .ofSession(profile, held.session().orElseThrow()))
                    .containsExactly(held.command());
            assertThat(ports().heldOperations()
                            .ofSession(aProfileId(), held.session().orElseThrow()))
                    .isEmpty();
        }

        @Test
        void isTakenOnce() {
            var held = anOperation(1, false);
            hold(held);

            assertThat(inUnit(() -> ports().heldOperations().take(held.command())))
                    .isTrue();

            assertThat(inUnit(() -> ports().heldOperations().take(held.command())))
                    .isFalse();
            assertThat(ports().heldOperations().find(held.command())).isEmpty();
            assertThat(agree(held, NOW)).isEmpty();
        }

        @Test
        void isStillThereWhenTheUnitThatTookItFailed() {
            var held = anOperation(1, false);
            hold(held);

            inFailingUnit(() ->
                    assertThat(ports().heldOperations().take(held.command())).isTrue());

            assertThat(found(held)).isEqualTo(held);
        }

        @Test
        void isTakenByOneOfSeveralAtOnce() throws Exception {
            var held = anOperation(1, false);
            hold(held);

            var taken = together(() -> inUnit(() -> ports().heldOperations().take(held.command())));

            assertThat(taken).containsOnlyOnce(true).hasSize(4);
        }

        @Test
        void countsEveryOneOfSeveralVotesAtOnce() throws Exception {
            var held = anOperation(4, false);
            hold(held);

            var waiting = together(() -> agree(held, LATER).orElseThrow());

            assertThat(waiting).containsExactlyInAnyOrder(3, 2, 1, 0);
            assertThat(found(held).agreedAt()).contains(LATER);
        }
    }

    @Test
    void operationsAreCountedForTheirProfile() {
        hold(anOperation(1, false));
        hold(anOperation(1, false));
        hold(anOperation(1, true));

        assertThat(ports().heldOperations().count(profile, false)).isEqualTo(2);
        assertThat(ports().heldOperations().count(profile, true)).isEqualTo(1);
        assertThat(ports().heldOperations().count(aProfileId(), false)).isZero();
    }

    @Test
    void onlyAgreementsToQueriesAreForgotten() {
        var used = anOperation(1, true);
        var fresh = anOperation(1, true);
        var waiting = anOperation(1, true);
        var command = anOperation(1, false);
        List.of(used, fresh, waiting, command).forEach(this::hold);
        agree(used, NOW);
        agree(fresh, LATER);
        agree(command, NOW);

        assertThat(inUnit(() -> ports().heldOperations().forgetPermits(LATER))).isPositive();

        assertThat(ports().heldOperations().find(used.command())).isEmpty();
        assertThat(ports().heldOperations().find(fresh.command())).isPresent();
        assertThat(ports().heldOperations().find(waiting.command())).isPresent();
        assertThat(ports().heldOperations().find(command.command())).isPresent();
    }

    private Held anOperation(int waiting, boolean permit) {
        return new Held(
                new CommandId(UUID.randomUUID()),
                profile,
                "data-token.delete",
                permit,
                Optional.of(UUID.randomUUID()),
                Optional.of(aDelegation()),
                "10.0.0.1",
                Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                Set.of(UUID.randomUUID(), UUID.randomUUID()),
                Bytes.wrap(new byte[] {1, 2, 3}),
                NOW,
                waiting,
                Optional.empty(),
                Optional.empty());
    }

    private void hold(Held held) {
        inUnit(() -> ports().heldOperations().hold(held));
    }

    private Held found(Held held) {
        return ports().heldOperations().find(held.command()).orElseThrow();
    }

    private Optional<Integer> agree(Held held, Instant at) {
        return inUnit(() -> ports().heldOperations().agreed(held.command(), at));
    }

    private static <T> List<T> together(Callable<T> work) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<T>();
            for (var future : executor.invokeAll(List.of(work, work, work, work))) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
