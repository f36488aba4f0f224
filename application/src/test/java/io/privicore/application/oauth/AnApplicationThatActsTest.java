package io.privicore.application.oauth;

import static io.privicore.application.oauth.GrantingSituation.assertRefused;
import static io.privicore.application.oauth.GrantingSituation.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.OauthCommand.RequestCode;
import io.privicore.application.command.Operation;
import io.privicore.application.command.ProfileCommand;
import io.privicore.application.command.TokenCommand.Reserve;
import io.privicore.application.engine.Operations;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.query.DeviceQuery;
import io.privicore.application.query.OauthQuery.Authorize;
import io.privicore.application.query.ProfileQuery;
import io.privicore.domain.access.Scope;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.oauth.CodeChallenge;
import io.privicore.domain.profile.Password;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.Ttl;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class AnApplicationThatActsTest {

    private final GrantingSituation here = new GrantingSituation();

    @Test
    void isHeldToItsScopes() {
        var reader = with(here.aPair(Scope.DEVICE_READ));

        here.platform.ask(reader, new DeviceQuery.OfProfile());
        var refusal = Assertions.catchThrowableOfType(
                Refusal.class, () -> here.platform.submit(reader, new DeviceCommand.Request(new Name("a device"))));

        assertThat(refusal.reason()).isEqualTo(Reason.INSUFFICIENT_SCOPE);
        assertThat(refusal.scope()).isEqualTo("device:write");
    }

    @Test
    void letsNoAuthenticatorInWithoutASayInVotes() {
        var devices = with(here.aPair(Scope.DEVICE_WRITE));

        assertThat(here.platform
                        .ask(devices, new DeviceQuery.OfferPairing(Set.of(), Optional.empty()))
                        .roles())
                .containsExactly(DeviceRole.STORAGE);
        var refusal = Assertions.catchThrowableOfType(
                Refusal.class,
                () -> here.platform.ask(
                        devices, new DeviceQuery.OfferPairing(Set.of(DeviceRole.AUTHENTICATOR), Optional.empty())));
        assertThat(refusal.reason()).isEqualTo(Reason.INSUFFICIENT_SCOPE);
        assertThat(refusal.scope()).isEqualTo("voting:write");
    }

    @Test
    void needsAValidTokenAloneWhereNoScopeIsAskedFor() {
        var reader = with(here.aPair(Scope.DEVICE_READ));

        assertThat(here.platform.ask(reader, new ProfileQuery.Expiry()))
                .isEqualTo(here.platform.clock.instant().plus(Duration.ofHours(1)));
    }

    @Test
    void cannotWidenItself() {
        var all = with(here.obtain(here.aCode(Scopes.ALL, Optional.empty())));
        var client = here.application.clientId();
        var challenge = new CodeChallenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

        assertRefused(
                Reason.INSUFFICIENT_SCOPE,
                () -> here.platform.ask(all, new ProfileQuery.Reauthorize(Duration.ofDays(30))));
        assertRefused(
                Reason.INSUFFICIENT_SCOPE,
                () -> here.platform.submit(all, new RequestCode(client, here.aNonce(), Scopes.ALL, Optional.empty())));
        assertRefused(
                Reason.INSUFFICIENT_SCOPE,
                () -> here.platform.ask(all, new Authorize(client, GrantingSituation.REDIRECT, Scopes.ALL, challenge)));
    }

    @Test
    void whatNobodyCanGrantIsFew() {
        assertThat(Operations.all().values())
                .filteredOn(operation -> !operation.delegable())
                .extracting(Operation::value)
                .containsExactlyInAnyOrder(
                        "profile.reauthorize",
                        "oauth.request-code",
                        "oauth.authorize",
                        "oauth.check-redirect",
                        "directory.create-provisioning-client");
    }

    @Test
    void isNamedByWhatItDid() {
        var command = here.platform.submit(with(here.aPair(Scope.DATA_TOKEN_WRITE)), reserve());

        var id = here.application.application();
        assertThat(here.platform.outbox.waiting())
                .filteredOn(event -> event.command().equals(Optional.of(command.value())))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.application()).contains(id.value()));
        assertThat(here.platform.channels.told(CommandOutcome.class))
                .filteredOn(outcome -> outcome.command().equals(command))
                .isNotEmpty()
                .allSatisfy(outcome -> assertThat(outcome.application()).contains(id));
    }

    @Test
    void learnsResultsOfItsOwnCommandsAlone() {
        var application = with(here.aPair(Scope.PROFILE_READ, Scope.DEVICE_WRITE));
        var own = here.platform.submit(application, new DeviceCommand.Request(new Name("mine")));
        var profiles = here.platform.submit(here.granter, new DeviceCommand.Request(new Name("yours")));

        assertThat(here.platform.outcome(application, own).body()).isPresent();
        assertThat(here.platform.outcome(application, profiles).body()).isEmpty();
        assertThat(here.platform.outcome(here.granter, own).body()).isPresent();
    }

    private static Reserve reserve() {
        return new Reserve(new DataContext("letters"), new Ttl(5), Metadata.EMPTY);
    }

    @Test
    void passwordsStayThePeoplesOwn() {
        var all = with(here.obtain(here.aCode(Scopes.ALL, Optional.empty())));

        assertThat(here.platform
                        .done(
                                all,
                                new ProfileCommand.ChangePassword(
                                        new Password("a guess that is long enough"),
                                        new Password(PlatformInMemory.PASSWORD + " 2")))
                        .body())
                .contains("profile.current_password_mismatch");
    }
}
