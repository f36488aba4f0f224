package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.command.CommandId;
import io.privicore.application.port.Commands.Claim;
import io.privicore.application.port.Commands.Entry;
import io.privicore.application.query.CommandState;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class CommandsContract extends PersistenceContract {

    private final ProfileId submitter = aProfileId();
    private final CommandId id = aCommandId();

    @Test
    void aCommandThatWasNotRecordedIsNotThere() {
        inFailingUnit(() -> ports().commands().record(started()));

        assertThat(ports().commands().find(id)).isEmpty();
    }

    @Test
    void aRejectionIsExplainedInUpTo500Characters() {
        inUnit(() -> ports().commands().record(started()));
        assertThat(ports().commands().explanation(id)).isEmpty();

        inUnit(() -> {
            ports().commands().explain(id, "poll 7 was rejected");
            ports().commands().settle(id, CommandState.REJECTED, Optional.of("policy.denied"), NOW);
        });
        assertThat(ports().commands().explanation(id)).contains("poll 7 was rejected");

        inUnit(() -> ports().commands().explain(id, "x".repeat(501)));
        assertThat(ports().commands().explanation(id)).contains("x".repeat(500));
        assertThat(ports().commands().find(id).orElseThrow().body()).contains("policy.denied");
    }

    @Test
    void whatIsNotThereIsNotExplained() {
        inUnit(() -> ports().commands().explain(id, "why"));

        assertThat(ports().commands().explanation(id)).isEmpty();
    }

    @Test
    void aCommandIsRecordedOnce() {
        inUnit(() -> ports().commands().record(started()));

        assertThatThrownBy(() -> inUnit(() -> ports().commands().record(started())))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void aSettledCommandIsReadBackAndTellsOfItsOutcome() {
        var entry = new Entry(
                id,
                submitter,
                "data-token.exchange",
                CommandState.SUCCEEDED,
                Optional.of("dtk-secret"),
                NOW,
                Optional.of(NOW.plusSeconds(1)));

        inUnit(() -> ports().commands().record(entry));

        assertThat(ports().commands().find(id)).contains(entry);
        assertThat(told()).containsExactly("command.succeeded");
    }

    @Test
    void aCommandThatSucceededWithoutAResultIsGivenOneOnce() {
        var entry = new Entry(
                id,
                submitter,
                "data-token.reserve",
                CommandState.SUCCEEDED,
                Optional.empty(),
                NOW,
                Optional.of(NOW.plusSeconds(1)));
        inUnit(() -> ports().commands().record(entry));

        var completed = inUnit(() -> ports().commands().complete(id, "dtk-secret"));

        assertThat(completed.flatMap(Entry::body)).contains("dtk-secret");
        assertThat(ports().commands().find(id)).isEqualTo(completed);
        assertThat(inUnit(() -> ports().commands().complete(id, "dtk-other"))).isEmpty();
        assertThat(told()).containsExactly("command.succeeded");
    }

    @Nested
    class AStartedCommand {

        @Test
        void isNotGivenAResult() {
            inUnit(() -> ports().commands().record(started()));

            assertThat(inUnit(() -> ports().commands().complete(id, "dtk-secret")))
                    .isEmpty();
        }

        @Test
        void isReadBackAndTellsNothing() {
            inUnit(() -> ports().commands().record(started()));

            assertThat(ports().commands().find(id)).contains(started());
            assertThat(told()).isEmpty();
        }

        @Test
        void isSettledOnce() {
            inUnit(() -> ports().commands().record(started()));

            var first = inUnit(() -> ports().commands()
                    .settle(id, CommandState.REJECTED, Optional.of("policy.denied"), NOW.plusSeconds(1)));
            var second = inUnit(
                    () -> ports().commands().settle(id, CommandState.SUCCEEDED, Optional.empty(), NOW.plusSeconds(2)));

            assertThat(first)
                    .contains(new Entry(
                            id,
                            submitter,
                            "data-token.exchange",
                            CommandState.REJECTED,
                            Optional.of("policy.denied"),
                            NOW,
                            Optional.of(NOW.plusSeconds(1))));
            assertThat(second).isEmpty();
            assertThat(ports().commands().find(id)).isEqualTo(first);
            assertThat(told()).containsExactly("command.rejected");
        }
    }

    @Nested
    class AnIdempotencyKey {

        private final TokenHash key = aHash();
        private final TokenHash request = aHash();

        @Test
        void isClaimedByTheFirst() {
            assertThat(claim(id)).isEmpty();
            assertThat(claim(aCommandId())).contains(new Claim(id, request));
            assertThat(ports().commands().claimed(submitter, key, NOW)).contains(new Claim(id, request));
        }

        @Test
        void belongsToOneSubmitter() {
            claim(id);

            assertThat(ports().commands().claimed(aProfileId(), key, NOW)).isEmpty();
        }

        @Test
        void isFreeAgainAfterADay() {
            claim(id);
            var later = NOW.plus(Duration.ofHours(25));
            var next = aCommandId();

            assertThat(ports().commands().claimed(submitter, key, later)).isEmpty();
            assertThat(ports().commands().claim(submitter, key, request, next, later))
                    .isEmpty();

            assertThat(ports().commands().claimed(submitter, key, later)).contains(new Claim(next, request));
        }

        @Test
        void isFreeWhenTheUnitThatClaimedItFailed() {
            inFailingUnit(() -> claim(id));

            assertThat(ports().commands().claimed(submitter, key, NOW)).isEmpty();
        }

        @Test
        void isForgottenWhenItIsOld() {
            claim(id);

            assertThat(ports().commands().forgetClaims(NOW.plusSeconds(1))).isPositive();

            assertThat(ports().commands().claimed(submitter, key, NOW)).isEmpty();
        }

        private Optional<Claim> claim(CommandId command) {
            return ports().commands().claim(submitter, key, request, command, NOW);
        }
    }

    private Entry started() {
        return new Entry(
                id, submitter, "data-token.exchange", CommandState.STARTED, Optional.empty(), NOW, Optional.empty());
    }

    private List<String> told() {
        var published = new ArrayList<Outbox.Outgoing>();
        while (ports().outbox().drain(1000, published::addAll) > 0) {
            // Until nothing is left.
        }
        return published.stream()
                .filter(event -> UUID.fromString(event.subject()).equals(id.value()))
                .map(Outbox.Outgoing::type)
                .toList();
    }
}
