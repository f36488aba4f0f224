package io.privicore.application.directory;

import static io.privicore.application.directory.DirectorySituation.STRANGER;
import static io.privicore.application.directory.DirectorySituation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.DirectoryCommand.CreateUser;
import io.privicore.application.command.DirectoryCommand.Enrol;
import io.privicore.application.command.DirectoryCommand.RenewEnrolment;
import io.privicore.application.command.DirectoryCommand.SetPassword;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.ProfileQuery.Authenticate;
import io.privicore.application.query.ProfileQuery.RetrieveId;
import io.privicore.domain.directory.Enrolment;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AnEnrolmentTest {

    private final DirectorySituation situation = new DirectorySituation();
    private final PlatformInMemory platform = situation.platform;
    private final String name = platform.aName();
    private final ProfileId user;
    private final String token;

    AnEnrolmentTest() {
        var command = platform.submit(
                situation.owner,
                new CreateUser(situation.directory, new Username(name), Optional.empty(), Role.MEMBER, Person.UNKNOWN));
        user = new ProfileId(command.value());
        token = platform.outcome(situation.owner, command).body().orElseThrow();
    }

    private CommandState enrol(String token) {
        return platform.done(STRANGER, new Enrol(token, new Password(PlatformInMemory.PASSWORD)))
                .state();
    }

    private void assertUseless(String token) {
        assertRefused(Reason.ENROLMENT_INVALID, () -> enrol(token));
    }

    private String renew() {
        return situation.result(situation.owner, new RenewEnrolment(situation.directory, user));
    }

    @Test
    void isNoPasswordItself() {
        assertRefused(Reason.INVALID_CREDENTIALS, () -> platform.ask(STRANGER, new Authenticate(name, token)));
        assertRefused(Reason.INVALID_CREDENTIALS, () -> platform.ask(STRANGER, new Authenticate(name, "!")));
    }

    @Test
    void givesAPasswordOnce() {
        assertThat(enrol(token)).isEqualTo(CommandState.SUCCEEDED);

        assertThat(platform.ask(platform.signIn(name), new RetrieveId())).isEqualTo(user);
        assertUseless(token);
    }

    @Test
    void lastsFourteenDays() {
        situation.pass(Enrolment.LIFETIME.minus(Duration.ofSeconds(1)));
        assertThat(enrol(token)).isEqualTo(CommandState.SUCCEEDED);

        var next = renew();
        situation.pass(Enrolment.LIFETIME);
        assertUseless(next);
    }

    @Test
    void isForgottenOnceItHasExpired() {
        situation.pass(Enrolment.LIFETIME.plusSeconds(1));

        platform.keepHouse();

        assertThat(platform.ports.enrolments().find(platform.ports.tokens().hash(token)))
                .isEmpty();
    }

    @Test
    void endsWhereAnotherTakesItsPlace() {
        var next = renew();

        assertUseless(token);
        assertThat(enrol(next)).isEqualTo(CommandState.SUCCEEDED);
    }

    @Test
    void endsWhereAnAdministratorSetsThePassword() {
        situation.result(
                situation.owner,
                new SetPassword(situation.directory, user, new Password("an entirely new passphrase")));

        assertUseless(token);
    }

    /** Whoever made the link governed a member, and may not set the password of an administrator. */
    @Test
    void endsWhereItsUserBecomesAnAdministrator() {
        var administrator = situation.anInvited(Role.ADMINISTRATOR);
        enrol(token);
        var known = situation.result(administrator.caller(), new RenewEnrolment(situation.directory, user));

        situation.result(situation.owner, situation.inRole(user, Role.ADMINISTRATOR));

        assertUseless(known);
        assertThat(platform.signIn(name)).isNotNull();
    }

    @Test
    void goesOnWhereItsUserGetsAnotherRole() {
        situation.result(situation.owner, situation.inRole(user, Role.AUDITOR));

        assertThat(enrol(token)).isEqualTo(CommandState.SUCCEEDED);
    }

    @Test
    void isNotUsedUpByAWeakPassword() {
        assertRefused(
                Reason.PASSWORD_WEAK,
                () -> platform.submit(STRANGER, new Enrol(token, new Password("password-password"))));

        assertThat(enrol(token)).isEqualTo(CommandState.SUCCEEDED);
    }

    @Test
    void endsWhateverTokensTheUserHad() {
        enrol(token);
        var caller = platform.signIn(name);
        var next = renew();

        assertThat(platform.done(STRANGER, new Enrol(next, new Password("an entirely new passphrase")))
                        .state())
                .isEqualTo(CommandState.SUCCEEDED);

        assertRefused(Reason.UNAUTHENTICATED, () -> platform.ask(caller, new RetrieveId()));
    }

    @Test
    void isOfNoUseWhileTheUserIsSuspended() {
        situation.suspend(user);
        assertUseless(token);

        situation.reactivate(user);

        assertThat(enrol(token)).isEqualTo(CommandState.SUCCEEDED);
    }

    @Test
    void isOnlyForUsersThatTheDirectoryManages() {
        var invited = situation.anInvited(Role.MEMBER);

        assertThat(situation.result(situation.owner, new RenewEnrolment(situation.directory, invited.id())))
                .isEqualTo("directory.not_managed");
    }

    @Test
    void isNothingThatCanBeGuessed() {
        assertUseless("en-guessed");
        assertUseless("");
    }
}
