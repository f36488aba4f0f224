package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.command.CommandId;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.ProfileEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Units of work, the events they leave, and how those get out. */
public abstract class UnitOfWorkContract extends PersistenceContract {

    @Test
    void answersWhatTheWorkAnswers() {
        assertThat(inUnit(() -> "done")).isEqualTo("done");
    }

    @Test
    void refusesToRunInsideOfAnother() {
        assertThatThrownBy(() -> inUnit(() -> inUnit(() -> "inner"))).isInstanceOf(IllegalStateException.class);
        assertThat(inUnit(() -> "still fine")).isEqualTo("still fine");
    }

    @Test
    void refusesEventsWhenThereIsNone() {
        assertThatThrownBy(() -> ports().events().append(new ProfileEvent.Registered(aProfileId())))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ports().unitOfWork().afterCommit(() -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Nested
    class AUnitThatFails {

        @Test
        void leavesNothingAndThrowsWhatWasThrown() {
            var profile = aProfile();
            var refusal = new Refusal(Reason.POLICY_DENIED, "Expected to be allowed");
            var ran = new ArrayList<String>();

            assertThatThrownBy(() -> inUnit(() -> {
                        ports().profiles().save(Change.of(profile, new ProfileEvent.Registered(profile.id())));
                        ports().unitOfWork().afterCommit(() -> ran.add("after"));
                        throw refusal;
                    }))
                    .isSameAs(refusal);

            assertThat(ports().profiles().find(profile.id())).isEmpty();
            assertThat(drained(profile.id().toString())).isEmpty();
            assertThat(ran).isEmpty();
        }

        @Test
        void throwsStaleAsItIs() {
            var stale = new Stale("Expected to be first");

            assertThatThrownBy(() -> inUnit(() -> {
                        throw stale;
                    }))
                    .isSameAs(stale);
        }
    }

    @Nested
    class AUnitThatSucceeds {

        @Test
        void runsWhatWasLeftForAfterTheCommitWhenItsChangesAreThere() {
            var profile = aProfile();
            var found = new ArrayList<Boolean>();

            inUnit(() -> {
                ports().profiles().save(Change.none(profile));
                ports().unitOfWork()
                        .afterCommit(() ->
                                found.add(ports().profiles().find(profile.id()).isPresent()));
            });

            assertThat(found).containsExactly(true);
        }

        @Test
        void leavesItsEventsInOrderWithWhereTheyCameFrom() {
            var profile = aProfileId();
            var command = aCommandId();
            var origin = new Origin(
                    Optional.of(profile), Optional.of(command), Optional.empty(), Optional.of("00-trace-01"));

            ports().unitOfWork().run(origin, () -> {
                ports().events().append(new ProfileEvent.Registered(profile));
                ports().events().append(new ProfileEvent.Activated(profile));
                return true;
            });

            var events = drained(profile.toString());
            assertThat(events)
                    .extracting(Outbox.Outgoing::type)
                    .containsExactly("profile.registered", "profile.activated");
            assertThat(events).allSatisfy(event -> {
                assertThat(event.command()).map(CommandId::new).contains(command);
                assertThat(event.profile()).isEqualTo(profile.value());
                assertThat(event.traceparent()).contains("00-trace-01");
                assertThat(event.data()).containsEntry("profile", profile.toString());
            });
        }

        @Test
        void tellsListenersOnlyWhenItLeftEvents() {
            var told = new ArrayList<String>();
            ports().outbox().onCommitted(() -> told.add("told"));

            inUnit(() -> true);
            assertThat(told).isEmpty();
            inUnit(() -> ports().events().append(new ProfileEvent.Registered(aProfileId())));

            assertThat(told).containsExactly("told");
        }
    }

    @Nested
    class ADrain {

        @Test
        void thatFailsLeavesEverythingInPlace() {
            var profile = aProfileId();
            inUnit(() -> ports().events().append(new ProfileEvent.Registered(profile)));

            assertThatThrownBy(() -> ports().outbox().drain(1000, _ -> {
                        throw new IllegalStateException("broker away");
                    }))
                    .hasMessage("broker away");

            assertThat(drained(profile.toString())).hasSize(1);
            assertThat(drained(profile.toString())).isEmpty();
        }

        @Test
        void takesTheOldestFirstAndNoMoreThanWanted() {
            drained("");
            var first = aProfileId();
            var second = aProfileId();
            inUnit(() -> ports().events().append(new ProfileEvent.Registered(first)));
            inUnit(() -> ports().events().append(new ProfileEvent.Registered(second)));
            var published = new ArrayList<Outbox.Outgoing>();

            assertThat(ports().outbox().drain(1, published::addAll)).isEqualTo(1);

            assertThat(published).extracting(Outbox.Outgoing::subject).containsExactly(first.toString());
            assertThat(drained(second.toString())).hasSize(1);
            assertThat(ports().outbox().drain(1, published::addAll)).isZero();
        }
    }

    /** Everything that waits, narrowed to one subject. */
    private List<Outbox.Outgoing> drained(String subject) {
        var published = new ArrayList<Outbox.Outgoing>();
        while (ports().outbox().drain(1000, published::addAll) > 0) {
            // Until nothing is left.
        }
        return published.stream()
                .filter(event -> event.subject().equals(subject))
                .toList();
    }
}
