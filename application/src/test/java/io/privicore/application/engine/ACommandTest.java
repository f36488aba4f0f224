package io.privicore.application.engine;

import static io.privicore.domain.kernel.Reason.IDEMPOTENCY_CONFLICT;
import static io.privicore.domain.kernel.Reason.PUBLIC_KEY_MISSING;
import static io.privicore.domain.kernel.Reason.UNAUTHENTICATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.Outbox.Outgoing;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.DeviceQuery.OfProfile;
import io.privicore.application.query.ProfileQuery.Reauthorize;
import io.privicore.application.query.ProfileQuery.Revoke;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.WriteAcks;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ACommandTest {

    private final PlatformInMemory platform = new PlatformInMemory();
    private final Caller owner = platform.anActiveProfile();

    private static DeviceCommand aRequest(String name) {
        return new DeviceCommand.Request(new Name(name));
    }

    private static void assertRefused(Reason reason, Runnable action) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(action::run)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    @Nested
    final class ThatIsAccepted {

        @Test
        void endsInOneOutcomeThatItsCallerIsToldAndCanAskFor() {
            var command = platform.submit(owner, aRequest("lamp"));

            assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.SUCCEEDED);
            assertThat(platform.channels.told(CommandOutcome.class))
                    .filteredOn(told -> told.command().equals(command))
                    .singleElement()
                    .satisfies(told -> assertThat(told.state()).isEqualTo(CommandState.SUCCEEDED));
        }

        @Test
        void showsItsBodyToNobodyElse() {
            var command = platform.submit(owner, aRequest("lamp"));
            var stranger = platform.anActiveProfile();

            assertThat(platform.outcome(stranger, command).body()).isEmpty();
            assertThat(platform.outcome(Caller.anonymous("10.0.0.9"), command).body())
                    .isEmpty();
            assertThat(platform.outcome(owner, command).body()).isPresent();
        }

        @Test
        void leavesItsEventsAndTheOneOfItsOutcomeTogether() {
            var before = platform.outbox.waiting().size();

            platform.submit(owner, aRequest("lamp"));

            assertThat(platform.outbox.waiting().stream().skip(before).map(Outgoing::type))
                    .containsExactlyInAnyOrder("device.requested", "command.succeeded");
        }
    }

    @Nested
    final class ThatARuleRejects {

        @Test
        void changesNothingAndIsRecordedWithItsReason() {
            var nobodys = new DeviceId(UUID.randomUUID());

            var outcome = platform.done(owner, new DeviceCommand.Approve(nobodys));

            assertThat(outcome.state()).isEqualTo(CommandState.REJECTED);
            assertThat(outcome.body()).contains("device.not_found");
            assertThat(platform.ask(owner, new OfProfile())).isEmpty();
        }

        @Test
        void doesNotTellWhetherAForeignThingExists() {
            var stranger = platform.anActiveProfile();
            var foreign = platform.aPendingDevice(stranger);

            assertThat(platform.done(owner, new DeviceCommand.Approve(foreign)).body())
                    .contains("device.not_found");
        }
    }

    @Nested
    final class WithAnIdempotencyKey {

        private Caller with(String key, String request) {
            return new Caller(
                    owner.credential(),
                    owner.address(),
                    Optional.of(new Caller.Idempotency(key, PlatformInMemory.bytes(request))),
                    Optional.empty(),
                    Optional.empty());
        }

        @Test
        void happensOnce() {
            var first = platform.submit(with("k", "lamp"), aRequest("lamp"));
            var second = platform.submit(with("k", "lamp"), aRequest("lamp"));

            assertThat(second).isEqualTo(first);
            assertThat(platform.ask(owner, new OfProfile())).hasSize(1);
        }

        @Test
        void isRefusedForAnotherRequest() {
            platform.submit(with("k", "lamp"), aRequest("lamp"));

            assertRefused(IDEMPOTENCY_CONFLICT, () -> platform.submit(with("k", "radio"), aRequest("radio")));
            assertThat(platform.ask(owner, new OfProfile())).hasSize(1);
        }

        @Test
        void isFreeAgainAfterADay() {
            var renewed = platform.ask(owner, new Reauthorize(Duration.ofDays(30)));
            var caller = new Caller(
                    new Caller.Credential.Token(renewed.token()),
                    owner.address(),
                    Optional.of(new Caller.Idempotency("k", PlatformInMemory.bytes("lamp"))),
                    Optional.empty(),
                    Optional.empty());
            var first = platform.submit(caller, aRequest("lamp"));
            assertThat(platform.submit(caller, aRequest("lamp"))).isEqualTo(first);

            platform.clock.advance(Duration.ofHours(24).plusSeconds(1));

            assertThat(platform.submit(caller, aRequest("lamp"))).isNotEqualTo(first);
        }

        @Test
        void belongsToItsCallerAlone() {
            var first = platform.submit(with("k", "lamp"), aRequest("lamp"));
            var stranger = platform.anActiveProfile();
            var same = new Caller(
                    stranger.credential(),
                    "10.0.0.1",
                    Optional.of(new Caller.Idempotency("k", PlatformInMemory.bytes("lamp"))),
                    Optional.empty(),
                    Optional.empty());

            assertThat(platform.submit(same, aRequest("lamp"))).isNotEqualTo(first);
        }
    }

    @Nested
    final class OfSomebodyWhoMayNot {

        @Test
        void isRefusedWithoutAToken() {
            assertRefused(UNAUTHENTICATED, () -> platform.submit(Caller.anonymous("10.0.0.1"), aRequest("lamp")));
        }

        @Test
        void isRefusedWithATokenThatWasRevoked() {
            platform.ask(owner, new Revoke());

            assertRefused(UNAUTHENTICATED, () -> platform.submit(owner, aRequest("lamp")));
        }

        @Test
        void isRefusedWithATokenThatExpired() {
            platform.clock.advance(Duration.ofHours(24));

            assertRefused(UNAUTHENTICATED, () -> platform.submit(owner, aRequest("lamp")));
        }

        @Test
        void isRefusedBeforeAPublicKeyIsRegistered() {
            var name = platform.aName();
            platform.register(name);
            var keyless = platform.signIn(name);

            assertRefused(PUBLIC_KEY_MISSING, () -> platform.submit(keyless, aRequest("lamp")));
        }
    }

    @Nested
    final class ThatThePolicyDenies {

        @Test
        void isRejectedAndDoesNothing() {
            var guarded = new PlatformInMemory(
                    WriteAcks.parse("1"),
                    (_, operation, _) -> operation.equals("device.request")
                            ? new Gatekeeper.Verdict.Deny("no")
                            : new Gatekeeper.Verdict.Proceed());
            var caller = guarded.anActiveProfile();

            var outcome = guarded.done(caller, aRequest("lamp"));

            assertThat(outcome.body()).contains("policy.denied");
            assertThat(guarded.ask(caller, new OfProfile())).isEmpty();
        }
    }

    @Nested
    final class WhileTheDatabaseIsAway {

        @Test
        void isRefusedAndNothingIsAccepted() {
            platform.database.setDown(true);
            assertRefused(Reason.DATABASE_UNAVAILABLE, () -> platform.submit(owner, aRequest("lamp")));

            platform.database.setDown(false);

            assertThat(platform.ask(owner, new OfProfile())).isEmpty();
        }
    }
}
