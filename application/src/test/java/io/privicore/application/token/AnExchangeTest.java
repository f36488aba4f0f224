package io.privicore.application.token;

import static io.privicore.application.PlatformInMemory.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.TokenCommand.Exchange;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.Paging;
import io.privicore.application.query.TokenQuery.ListTokens;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.WriteAcks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class AnExchangeTest {

    private final PlatformInMemory platform = new PlatformInMemory();
    private final Caller owner = platform.anActiveProfile();

    private static long listed(PlatformInMemory platform, Caller owner) {
        return platform.ask(owner, new ListTokens(List.of(), false, Paging.FIRST))
                .count();
    }

    @Nested
    final class WithThreeDevices {

        private final DeviceId first = platform.aStorageDevice(owner);
        private final DeviceId second = platform.aStorageDevice(owner);
        private final DeviceId third = platform.aStorageDevice(owner);

        @Test
        void isHandedToAllOfThem() {
            platform.aToken(owner, "payload", first, second, third);

            assertThat(platform.links.heldBy(first))
                    .hasSize(1)
                    .isEqualTo(platform.links.heldBy(second))
                    .isEqualTo(platform.links.heldBy(third));
        }

        @Test
        void waitsUntilOneReportsTheDataDurable() {
            var command = platform.submit(owner, new Exchange(platform.aTemporaryToken(owner), bytes("payload")));
            assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.STARTED);
            assertThat(listed(platform, owner)).isZero();

            platform.links.work(second, platform.reports);

            assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.SUCCEEDED);
            assertThat(platform.outcome(owner, command).body())
                    .hasValueSatisfying(token -> assertThat(token).startsWith("dtk-"));
        }

        @Test
        void knowsItsReplicas() {
            platform.aToken(owner, "payload", first, second);

            var listed = platform.ask(owner, new ListTokens(List.of(), false, Paging.FIRST));

            assertThat(listed.items()).singleElement().satisfies(token -> {
                assertThat(token.replicas().held()).isEqualTo(2);
                assertThat(token.replicas().expected()).isEqualTo(3);
            });
        }

        @Test
        void isRejectedAfterItsTimeWhenNoDeviceAnswers() {
            var command = platform.submit(owner, new Exchange(platform.aTemporaryToken(owner), bytes("payload")));

            platform.clock.advance(Duration.ofMinutes(5));
            platform.settle();

            assertThat(platform.outcome(owner, command).body()).contains("storage.no_acknowledgement");
            assertThat(listed(platform, owner)).isZero();
        }

        @Test
        void leavesNothingOnDevicesThatComeBackAfterItsTime() {
            platform.submit(owner, new Exchange(platform.aTemporaryToken(owner), bytes("payload")));
            platform.clock.advance(Duration.ofMinutes(5));
            platform.settle();

            platform.links.work(first, platform.reports);

            assertThat(platform.links.heldBy(first)).isEmpty();
            assertThat(listed(platform, owner)).isZero();
        }

        @Test
        void ofAReservationThatIsOverIsRejected() {
            var temporary = platform.aTemporaryToken(owner);
            platform.clock.advance(Duration.ofMinutes(5));

            assertThat(platform.done(owner, new Exchange(temporary, bytes("payload")))
                            .body())
                    .contains("data_token.expired");
        }

        @Test
        void happensOnceForOneReservation() {
            var temporary = platform.aTemporaryToken(owner);
            platform.submit(owner, new Exchange(temporary, bytes("payload")));

            var again = platform.done(owner, new Exchange(temporary, bytes("other")));

            assertThat(again.body()).contains("data_token.already_exchanged");
        }

        @Test
        void ofSomebodyElsesReservationIsRejectedAsIfItDidNotExist() {
            var temporary = platform.aTemporaryToken(owner);
            var stranger = platform.anActiveProfile();
            platform.aStorageDevice(stranger);

            assertThat(platform.done(stranger, new Exchange(temporary, bytes("x")))
                            .body())
                    .contains("data_token.not_found");
        }

        @Test
        void isRefusedWithNothingAcceptedWhileTheBrokerIsAway() {
            var temporary = platform.aTemporaryToken(owner);
            platform.links.setDown(true);

            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> platform.submit(owner, new Exchange(temporary, bytes("payload"))))
                    .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.BROKER_UNAVAILABLE));

            platform.links.setDown(false);
            var command = platform.submit(owner, new Exchange(temporary, bytes("payload")));
            platform.links.work(first, platform.reports);
            assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.SUCCEEDED);
        }

        @Test
        void goesOnWithoutADeviceWhoseQueueIsFullAndMarksIt() {
            platform.links.setQueueFull(third, true);

            platform.aToken(owner, "payload", first, second);

            assertThat(platform.outbox.waiting())
                    .filteredOn(event -> event.type().equals("storage.lagging"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.subject()).isEqualTo(third.toString()));
        }

        @Test
        void doesNotCountADeviceThatHoldsSomethingElse() {
            platform.links.setHonest(first, false);
            var command = platform.submit(owner, new Exchange(platform.aTemporaryToken(owner), bytes("payload")));

            platform.links.work(first, platform.reports);
            assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.STARTED);

            platform.links.work(second, platform.reports);
            assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.SUCCEEDED);
        }

        @Test
        void tellsOnceAllDevicesHoldIt() {
            platform.aToken(owner, "payload", first, second, third);

            assertThat(platform.outbox.waiting())
                    .filteredOn(event -> event.type().equals("data-token.replicated"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.data()).containsEntry("held", 3));
        }
    }

    @Nested
    final class ThatNeedsMoreThanOneAcknowledgement {

        @Test
        void isCompleteWithTheMajority() {
            var careful = new PlatformInMemory(WriteAcks.parse("majority"), Gatekeeper.OPEN);
            var caller = careful.anActiveProfile();
            var devices = List.of(
                    careful.aStorageDevice(caller), careful.aStorageDevice(caller), careful.aStorageDevice(caller));
            var command = careful.submit(caller, new Exchange(careful.aTemporaryToken(caller), bytes("payload")));

            careful.links.work(devices.get(0), careful.reports);
            assertThat(careful.outcome(caller, command).state()).isEqualTo(CommandState.STARTED);

            careful.links.work(devices.get(2), careful.reports);
            assertThat(careful.outcome(caller, command).state()).isEqualTo(CommandState.SUCCEEDED);
        }
    }

    @Nested
    final class ThatThePolicyDenies {

        @Test
        void neverLeavesTheEngine() {
            var guarded = new PlatformInMemory(
                    WriteAcks.parse("1"),
                    (_, operation, _) -> operation.equals("data-token.exchange")
                            ? new Gatekeeper.Verdict.Deny("no")
                            : new Gatekeeper.Verdict.Proceed());
            var caller = guarded.anActiveProfile();
            var device = guarded.aStorageDevice(caller);

            var outcome = guarded.done(caller, new Exchange(guarded.aTemporaryToken(caller), bytes("payload")));
            guarded.links.work(device, guarded.reports);

            assertThat(outcome.body()).contains("policy.denied");
            assertThat(guarded.links.heldBy(device)).isEmpty();
        }
    }

    @Nested
    final class WithoutDevices {

        @Test
        void isRejected() {
            assertThat(platform.done(owner, new Exchange(platform.aTemporaryToken(owner), bytes("payload")))
                            .body())
                    .contains("storage.no_device");
        }

        @Test
        void waitsForADeviceThatHasNeverConnectedUntilItsTimeIsOver() {
            var device = platform.anUnseenStorageDevice(owner);
            var command = platform.submit(owner, new Exchange(platform.aTemporaryToken(owner), bytes("payload")));

            assertThat(platform.devices.find(device))
                    .hasValueSatisfying(known -> assertThat(known.state()).isEqualTo(DeviceState.ACTIVE));
            assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.STARTED);

            platform.clock.advance(Duration.ofMinutes(5));
            platform.settle();
            assertThat(platform.outcome(owner, command).body()).contains("storage.no_acknowledgement");
        }
    }

    @Nested
    final class WhoseDeviceAnswersBeforeItIsAccepted {

        @Test
        void succeedsAtOnce() {
            var early = new PlatformInMemory();
            var caller = early.anActiveProfile();
            early.links.answerAtOnce(early.aStorageDevice(caller), early.reports);

            var outcome = early.done(caller, new Exchange(early.aTemporaryToken(caller), bytes("payload")));

            assertThat(outcome.state()).isEqualTo(CommandState.SUCCEEDED);
        }
    }
}
