package io.privicore.application.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.CommandId;
import io.privicore.application.pipeline.Held;
import io.privicore.application.query.ProfileQuery.Authenticate;
import io.privicore.application.query.ProfileQuery.IssuedToken;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.Password;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AHeldSignInTest {

    private final VotingSituation situation = new VotingSituation();
    private final PlatformInMemory platform = situation.platform;

    @Test
    void isPermittedOnceToWhoeverShowsThePasswordAgain() {
        situation.gate("profile.authenticate");
        var permit = heldSignIn();
        situation.approve();

        assertThat(signIn(permit).token()).isNotBlank();

        assertThat(catchThrowableOfType(Refusal.class, () -> signIn(permit))).isNotNull();
    }

    @Test
    void isStillPermittedAfterAWrongPassword() {
        situation.gate("profile.authenticate");
        var permit = heldSignIn();
        situation.approve();

        assertThat(catchThrowableOfType(
                        Refusal.class,
                        () -> platform.ask(
                                Caller.anonymous("10.0.0.1"),
                                new Authenticate(situation.username, "wrong", Optional.of(permit)))))
                .isNotNull();

        assertThat(signIn(permit).token()).isNotBlank();
    }

    @Test
    void isNotPermittedBeforeTheVotesAgree() {
        situation.gate("profile.authenticate");
        var permit = heldSignIn();

        assertThat(catchThrowableOfType(Refusal.class, () -> signIn(permit))).isNotNull();
    }

    @Test
    void isNotPermittedFiveMinutesLater() {
        situation.gate("profile.authenticate");
        var permit = heldSignIn();
        situation.approve();

        platform.clock.advance(Duration.ofMinutes(5));

        assertThat(catchThrowableOfType(Refusal.class, () -> signIn(permit))).isNotNull();
    }

    @Test
    void isNotAskedOfVotersWithAWrongPassword() {
        situation.gate("profile.authenticate");

        assertThat(catchThrowableOfType(
                        Refusal.class,
                        () -> platform.ask(
                                Caller.anonymous("10.0.0.1"), new Authenticate(situation.username, "wrong"))))
                .isNotNull();

        assertThat(situation.polls()).isEmpty();
    }

    @Test
    void waitsForTheVotesOfAChangeOfThePasswordThatComesAlong() {
        situation.gate("profile.change-password");
        var withChange = new Authenticate(
                situation.username,
                PlatformInMemory.PASSWORD,
                Optional.of(new Password("an entirely new passphrase")),
                Optional.empty());

        var permit = catchThrowableOfType(Held.class, () -> platform.ask(Caller.anonymous("10.0.0.1"), withChange))
                .command();

        assertThat(platform.signIn(situation.username)).isNotNull();
        situation.approve();
        assertThat(platform.ask(
                                Caller.anonymous("10.0.0.1"),
                                new Authenticate(
                                        withChange.username(),
                                        withChange.password(),
                                        withChange.next(),
                                        Optional.of(permit)))
                        .token())
                .isNotBlank();
    }

    @Test
    void isNotPermittedWithAChangeOfThePasswordThatNobodyVotedOn() {
        situation.gate("profile.authenticate");
        var permit = heldSignIn();
        situation.approve();

        assertThat(catchThrowableOfType(
                        Refusal.class,
                        () -> platform.ask(
                                Caller.anonymous("10.0.0.1"),
                                new Authenticate(
                                        situation.username,
                                        PlatformInMemory.PASSWORD,
                                        Optional.of(new Password("an entirely new passphrase")),
                                        Optional.of(permit)))))
                .isNotNull();
    }

    private CommandId heldSignIn() {
        return catchThrowableOfType(
                        Held.class,
                        () -> platform.ask(
                                Caller.anonymous("10.0.0.1"),
                                new Authenticate(situation.username, PlatformInMemory.PASSWORD)))
                .command();
    }

    private IssuedToken signIn(CommandId permit) {
        return platform.ask(
                Caller.anonymous("10.0.0.1"),
                new Authenticate(situation.username, PlatformInMemory.PASSWORD, Optional.of(permit)));
    }
}
