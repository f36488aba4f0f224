package io.privicore.application.policy;

import static io.privicore.application.query.CommandState.REJECTED;
import static io.privicore.application.query.CommandState.STARTED;
import static io.privicore.application.query.CommandState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.Caller;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.pipeline.Held;
import io.privicore.application.policy.GatedExamples.Call;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.DeviceQuery.OfferPairing;
import io.privicore.application.query.ProfileQuery.Authenticate;
import io.privicore.application.query.Query;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every event of every template. */
class AGatedOperationTest {

    @TestFactory
    Stream<DynamicTest> waitsAndChangesNothing() {
        return everyEvent(gated -> {
            var before = gated.happened().size();

            gated.call();

            assertThat(gated.state()).isEqualTo(STARTED);
            assertThat(gated.situation.ballotsOf(gated.situation.authenticators.getFirst()))
                    .isNotEmpty();
            assertThat(gated.happened().subList(before, gated.happened().size()))
                    .containsOnly("poll.opened");
        });
    }

    @TestFactory
    Stream<DynamicTest> isCarriedOutOnceApproved() {
        return everyEvent(gated -> {
            gated.call();

            gated.situation.approve();

            gated.requireDone();
        });
    }

    @TestFactory
    Stream<DynamicTest> isRejectedOnceDenied() {
        return everyEvent(gated -> {
            gated.call();

            gated.situation.deny();

            assertThat(gated.state()).isEqualTo(REJECTED);
            gated.requireDenied();
        });
    }

    private static Stream<DynamicTest> everyEvent(Consumer<Gated> test) {
        return PolicyTemplates.ALL.stream()
                .flatMap(template -> template.events().keySet().stream())
                .map(operation -> DynamicTest.dynamicTest(operation, () -> test.accept(new Gated(operation))));
    }

    /** One call that a policy holds. */
    private static final class Gated {

        final VotingSituation situation = new VotingSituation();
        private final Call call;
        private CommandId command = new CommandId(new UUID(0, 0));

        Gated(String operation) {
            call = GatedExamples.prepare(operation, situation);
            situation.gate(operation);
        }

        void call() {
            command = switch (call) {
                case Call.Does does -> situation.platform.submit(situation.owner, does.command());
                case Call.Asks asks -> held(asks.query());
            };
        }

        private CommandId held(Query<?> query) {
            return Assertions.catchThrowableOfType(Held.class, () -> situation.platform.ask(situation.owner, query))
                    .command();
        }

        CommandState state() {
            return situation.platform.outcome(situation.owner, command).state();
        }

        void requireDone() {
            switch (call) {
                // What waits for devices goes on waiting.
                case Call.Does _ ->
                    assertThat(state()).isIn(waitsForDevices() ? Set.of(STARTED, SUCCEEDED) : Set.of(SUCCEEDED));
                case Call.Asks asks -> {
                    assertThat(state()).isEqualTo(SUCCEEDED);
                    assertThat((Object) permitted(asks.query())).isNotNull();
                    assertThatThrownBy(() -> permitted(asks.query()));
                }
            }
        }

        private boolean waitsForDevices() {
            return call instanceof Call.Does(TokenCommand.Exchange _)
                    || call instanceof Call.Does(TokenCommand.Update _)
                    || call instanceof Call.Does(StorageCommand.Synchronise _);
        }

        List<String> happened() {
            return situation.platform.outbox.types();
        }

        void requireDenied() {
            var outcome = situation.platform.outcome(situation.owner, command);
            assertThat(outcome.body()).contains(Reason.POLICY_DENIED.key());
            assertThat(outcome.detail())
                    .hasValueSatisfying(detail -> assertThat(detail).contains("poll"));
            if (call instanceof Call.Asks asks) {
                assertThatThrownBy(() -> permitted(asks.query())).isInstanceOf(Refusal.class);
            }
        }

        private Object permitted(Query<?> query) {
            if (query instanceof Authenticate sign) {
                return situation.platform.ask(
                        situation.owner, new Authenticate(sign.username(), sign.password(), Optional.of(command)));
            }
            if (query instanceof OfferPairing offer) {
                return situation.platform.ask(situation.owner, new OfferPairing(offer.roles(), Optional.of(command)));
            }
            var owner = situation.owner;
            return situation.platform.ask(
                    new Caller(
                            owner.credential(),
                            owner.address(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(command)),
                    query);
        }
    }
}
