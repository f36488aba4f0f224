package io.privicore.application.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.ProfileCommand.ChangePassword;
import io.privicore.application.command.ProfileCommand.Register;
import io.privicore.application.port.ChannelMessage.TokenEnded;
import io.privicore.application.query.ProfileQuery.Authenticate;
import io.privicore.application.query.ProfileQuery.Expiry;
import io.privicore.application.query.ProfileQuery.Reauthorize;
import io.privicore.application.query.ProfileQuery.RetrieveId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.PasswordAge;
import io.privicore.domain.profile.Username;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class AProfileTest {

    private final PlatformInMemory platform = new PlatformInMemory();
    private final String name = platform.aName();
    private final Caller stranger = Caller.anonymous("10.0.0.7");

    private static void assertRefused(Reason reason, Runnable action) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(action::run)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    @Nested
    final class ThatIsRegistered {

        private final Caller caller;

        ThatIsRegistered() {
            platform.register(name);
            caller = platform.signIn(name);
        }

        @Test
        void keepsItsNameFromOthersInAnyCase() {
            var command = platform.submit(
                    stranger,
                    new Register(
                            new Username(name.toUpperCase(Locale.ROOT)),
                            new Password(PlatformInMemory.PASSWORD),
                            Metadata.EMPTY));

            assertThat(platform.outcome(stranger, command).settledAt()).isPresent();
            assertThat(platform.outbox.waiting())
                    .filteredOn(event -> event.subject().equals(command.toString()))
                    .singleElement()
                    .satisfies(event -> assertThat(event.data()).containsEntry("reason", "profile.username_taken"));
        }

        @Test
        void signsInWithItsPasswordAlone() {
            assertRefused(
                    Reason.INVALID_CREDENTIALS,
                    () -> platform.ask(stranger, new Authenticate(name, "not the right passphrase")));
            assertRefused(
                    Reason.INVALID_CREDENTIALS,
                    () -> platform.ask(stranger, new Authenticate("nobody-at-all", PlatformInMemory.PASSWORD)));
        }

        @Test
        void countsNamesThatNoProfileCanHaveLikeAnyOther() {
            assertRefused(
                    Reason.INVALID_CREDENTIALS,
                    () -> platform.ask(stranger, new Authenticate("x".repeat(100_000), PlatformInMemory.PASSWORD)));
        }

        @Test
        void isThrottledAfterFailuresButNeverLockedOut() {
            for (int i = 0; i < 20; i++) {
                platform.clock.advance(Duration.ofMinutes(6));
                assertRefused(
                        Reason.INVALID_CREDENTIALS,
                        () -> platform.ask(stranger, new Authenticate(name, "not the right passphrase")));
            }
            for (int i = 0; i < 5; i++) {
                assertThatExceptionOfType(Refusal.class)
                        .isThrownBy(() -> platform.ask(stranger, new Authenticate(name, "still not right, no")));
            }
            assertRefused(
                    Reason.THROTTLED, () -> platform.ask(stranger, new Authenticate(name, PlatformInMemory.PASSWORD)));

            platform.clock.advance(Duration.ofMinutes(6));

            assertThat(platform.signIn(name)).isNotNull();
        }

        @Test
        void renewsItsTokenAndTheOldOneEndsAtOnce() {
            var renewed = platform.ask(caller, new Reauthorize(Duration.ofDays(30)));

            assertRefused(Reason.UNAUTHENTICATED, () -> platform.ask(caller, new RetrieveId()));
            var next = Caller.with(renewed.token(), "10.0.0.1");
            assertThat(platform.ask(next, new Expiry()))
                    .isEqualTo(platform.clock.instant().plus(Duration.ofDays(30)));
            assertThat(platform.channels.told(TokenEnded.class)).hasSize(1);
        }
    }

    @Nested
    final class ThatChangesItsPassword {

        private final Caller caller = platform.anActiveProfile();

        private String change(String current, String next) {
            return platform.done(caller, new ChangePassword(new Password(current), new Password(next)))
                    .body()
                    .orElse("done");
        }

        @Test
        void mustKnowThePresentOne() {
            assertThat(change("not the present passphrase", "an entirely new passphrase"))
                    .isEqualTo("profile.current_password_mismatch");
        }

        @Test
        void cannotGoBackToOneOfTheLastFive() {
            var next = PlatformInMemory.PASSWORD;
            for (int i = 1; i <= 4; i++) {
                assertThat(change(next, "passphrase of round " + i)).isEqualTo("done");
                next = "passphrase of round " + i;
            }
            assertThat(change(next, PlatformInMemory.PASSWORD)).isEqualTo("profile.password_reused");

            assertThat(change(next, "passphrase of round 5")).isEqualTo("done");
            assertThat(change("passphrase of round 5", PlatformInMemory.PASSWORD))
                    .isEqualTo("done");
        }

        @Test
        void isThrottledWhenThePresentOneIsGuessed() {
            for (int i = 0; i < 4; i++) {
                change("not the present passphrase", "an entirely new passphrase");
            }

            assertRefused(Reason.THROTTLED, () -> change("not the present passphrase", "an entirely new passphrase"));
        }

        @Test
        void cannotTakeOneThatWasStolenSomewhere() {
            assertRefused(Reason.PASSWORD_BREACHED, () -> change(PlatformInMemory.PASSWORD, "trustno1trustno1"));
            assertRefused(
                    Reason.PASSWORD_BREACHED,
                    () -> platform.submit(
                            stranger,
                            new Register(new Username(name), new Password("trustno1trustno1"), Metadata.EMPTY)));
        }

        @Test
        void keepsItForTheMinimumAge() {
            platform.passwordAge = new PasswordAge(Optional.of(Duration.ofDays(1)), Optional.empty());
            assertThat(change(PlatformInMemory.PASSWORD, "an entirely new passphrase"))
                    .isEqualTo("profile.password_too_young");

            platform.clock.advance(Duration.ofHours(23));
            assertThat(change(PlatformInMemory.PASSWORD, "an entirely new passphrase"))
                    .isEqualTo("profile.password_too_young");
            platform.clock.advance(Duration.ofMinutes(59));
            assertThat(change(PlatformInMemory.PASSWORD, "an entirely new passphrase"))
                    .isEqualTo("profile.password_too_young");
        }

        @Test
        void keepsItsTokens() {
            change(PlatformInMemory.PASSWORD, "an entirely new passphrase");

            assertThat(platform.ask(caller, new RetrieveId())).isNotNull();
        }
    }

    @Nested
    final class WhosePasswordHasExpired {

        private static final String NEXT = "an entirely new passphrase";

        WhosePasswordHasExpired() {
            platform.anActiveProfile(name);
            platform.passwordAge = new PasswordAge(Optional.of(Duration.ofDays(1)), Optional.of(Duration.ofDays(90)));
        }

        private Authenticate signIn(String password, String next) {
            return new Authenticate(name, password, Optional.of(new Password(next)), Optional.empty());
        }

        @Test
        void signsInUntilThatDay() {
            platform.clock.advance(Duration.ofDays(90).minusSeconds(1));

            assertThat(platform.signIn(name)).isNotNull();
        }

        @Test
        void signsInWithANewOneAlong() {
            platform.clock.advance(Duration.ofDays(90));
            assertRefused(
                    Reason.PASSWORD_EXPIRED,
                    () -> platform.ask(stranger, new Authenticate(name, PlatformInMemory.PASSWORD)));

            assertThat(platform.ask(stranger, signIn(PlatformInMemory.PASSWORD, NEXT))
                            .token())
                    .isNotBlank();

            assertRefused(
                    Reason.INVALID_CREDENTIALS,
                    () -> platform.ask(stranger, new Authenticate(name, PlatformInMemory.PASSWORD)));
            assertThat(platform.ask(stranger, new Authenticate(name, NEXT)).token())
                    .isNotBlank();
        }

        @Test
        void doesNotLearnThatBeforeShowingIt() {
            platform.clock.advance(Duration.ofDays(90));

            assertRefused(
                    Reason.INVALID_CREDENTIALS, () -> platform.ask(stranger, signIn("not the right passphrase", NEXT)));
        }

        @Test
        void cannotTakeTheSameOneOrAStolenOneAgain() {
            platform.clock.advance(Duration.ofDays(90));

            assertRefused(
                    Reason.PASSWORD_REUSED,
                    () -> platform.ask(stranger, signIn(PlatformInMemory.PASSWORD, PlatformInMemory.PASSWORD)));
            assertRefused(
                    Reason.PASSWORD_BREACHED,
                    () -> platform.ask(stranger, signIn(PlatformInMemory.PASSWORD, "trustno1trustno1")));
        }

        @Test
        void cannotChangeItWithASignInBeforeItsMinimumAge() {
            assertRefused(
                    Reason.PASSWORD_TOO_YOUNG, () -> platform.ask(stranger, signIn(PlatformInMemory.PASSWORD, NEXT)));
        }
    }
}
