package io.privicore.application.oauth;

import static io.privicore.application.oauth.GrantingSituation.READING;
import static io.privicore.application.oauth.GrantingSituation.REDIRECT;
import static io.privicore.application.oauth.GrantingSituation.assertRefused;
import static io.privicore.application.oauth.GrantingSituation.secretOf;
import static io.privicore.application.oauth.GrantingSituation.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.OauthCommand.Register;
import io.privicore.application.command.OauthCommand.Remove;
import io.privicore.application.command.OauthCommand.RequestCode;
import io.privicore.application.port.ChannelMessage.TokenEnded;
import io.privicore.application.query.OauthQuery.ClientSecret;
import io.privicore.application.query.OauthQuery.ListApplications;
import io.privicore.application.query.OauthQuery.RetrieveCode;
import io.privicore.application.query.OauthQuery.RetrieveConfiguration;
import io.privicore.application.query.Paging;
import io.privicore.application.query.ProfileQuery;
import io.privicore.domain.access.Scope;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Secret;
import io.privicore.domain.oauth.Nonce;
import io.privicore.domain.oauth.RedirectUri;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AnApplicationTest {

    private final GrantingSituation here = new GrantingSituation();

    @Test
    void goesByTheIdOfItsCommand() {
        var command = here.platform.submit(
                here.owner, new Register(new Name("Letters"), new RedirectUri(REDIRECT), Scopes.ALL));

        assertThat(here.platform.outcome(here.owner, command).body()).contains(command.toString());
    }

    @Test
    void givesItsSecretOnce() {
        assertThat(here.application.clientSecret().value()).startsWith("cs-");
        assertRefused(
                Reason.OAUTH_ALREADY_RETRIEVED,
                () -> here.platform.ask(here.owner, new RetrieveConfiguration(here.application.application())));
    }

    @Test
    void isItsOwnersAlone() {
        var removal = new Remove(here.application.application());

        assertRefused(
                Reason.OAUTH_APPLICATION_NOT_FOUND,
                () -> here.platform.ask(here.granter, new RetrieveConfiguration(here.application.application())));
        assertThat(here.platform.done(here.granter, removal).body()).contains("oauth.application_not_found");
        assertThat(here.platform
                        .ask(here.granter, new ListApplications(Paging.FIRST))
                        .items())
                .isEmpty();
    }

    @Test
    void isListedWithItsLastUse() {
        var before = here.platform.ask(here.owner, new ListApplications(Paging.FIRST));

        here.aPair();

        var after = here.platform.ask(here.owner, new ListApplications(Paging.FIRST));
        assertThat(before.items()).singleElement().satisfies(view -> assertThat(view.lastUsedAt())
                .isEmpty());
        assertThat(after.items()).singleElement().satisfies(view -> assertThat(view.lastUsedAt())
                .contains(here.platform.clock.instant()));
    }

    @Test
    void areNoMoreThanAProfileMayHave() {
        for (int i = 1; i < OauthHandler.MOST; i++) {
            here.platform.submit(here.owner, new Register(new Name("No. " + i), new RedirectUri(REDIRECT), Scopes.ALL));
        }

        assertThat(here.platform
                        .done(here.owner, new Register(new Name("Last"), new RedirectUri(REDIRECT), Scopes.ALL))
                        .body())
                .contains("oauth.too_many");
    }

    @Test
    void getsNothingThatItDidNotRegister() {
        var reader = here.anotherApplication("Reader", READING);
        var wanted = Scopes.of(Scope.DATA_TOKEN_READ, Scope.DATA_TOKEN_WRITE);

        assertThat(here.platform
                        .done(here.granter, new RequestCode(reader.clientId(), here.aNonce(), wanted, Optional.empty()))
                        .body())
                .contains("oauth.scope_not_registered");
        assertThat(here.platform
                        .done(
                                here.granter,
                                new RequestCode(reader.clientId(), here.aNonce(), Scopes.ALL, Optional.empty()))
                        .body())
                .contains("oauth.scope_not_registered");
    }

    @Test
    void thatNobodyRegisteredGetsNothing() {
        assertThat(here.platform
                        .done(here.granter, new RequestCode("client-x", here.aNonce(), READING, Optional.empty()))
                        .body())
                .contains("oauth.unknown_client");
    }

    @Test
    void takesANonceOnce() {
        var nonce = here.aNonce();
        here.request(nonce, READING, Optional.empty());

        var again = here.request(nonce, READING, Optional.empty());

        assertThat(here.platform.outcome(here.granter, again).body()).contains("oauth.nonce_used");
    }

    @Test
    void retrievesItsCodeOnceAndUnderItsNonce() {
        var nonce = here.aNonce();
        var command = here.request(nonce, READING, Optional.empty());

        assertRefused(Reason.OAUTH_CODE_NOT_FOUND, () -> retrieve(here.secret(), command, new Nonce("another")));
        assertRefused(
                Reason.OAUTH_CODE_NOT_FOUND,
                () -> retrieve(secretOf(here.anotherApplication("Other", READING)), command, nonce));
        retrieve(here.secret(), command, nonce);
        assertRefused(Reason.OAUTH_ALREADY_RETRIEVED, () -> retrieve(here.secret(), command, nonce));
    }

    @Test
    void mustRetrieveItsCodeInTime() {
        var nonce = here.aNonce();
        var command = here.request(nonce, READING, Optional.empty());

        here.platform.clock.advance(Duration.ofMinutes(10));

        assertRefused(Reason.OAUTH_CODE_NOT_FOUND, () -> retrieve(here.secret(), command, nonce));
    }

    @Test
    void isThrottledWhenItsSecretIsGuessed() {
        var guess = new ClientSecret(here.application.clientId(), new Secret("cs-guess"));
        var nobodys = new CommandId(new UUID(0, 1));
        for (int i = 0; i < 4; i++) {
            assertRefused(Reason.OAUTH_INVALID_CLIENT, () -> retrieve(guess, nobodys, here.aNonce()));
        }

        assertRefused(Reason.THROTTLED, () -> retrieve(guess, nobodys, here.aNonce()));
    }

    @Test
    void endsWithAllThatItWasGrantedOnceRemoved() {
        var pair = here.aPair();
        var code = here.aCode();
        var nonce = here.aNonce();
        var waiting = here.request(nonce, READING, Optional.empty());

        here.platform.submit(here.owner, new Remove(here.application.application()));

        assertRefused(Reason.UNAUTHENTICATED, () -> here.platform.ask(with(pair), new ProfileQuery.RetrieveId()));
        assertRefused(Reason.OAUTH_INVALID_GRANT, () -> here.refresh(pair));
        assertRefused(Reason.OAUTH_INVALID_CLIENT, () -> here.obtain(code));
        assertRefused(Reason.OAUTH_INVALID_CLIENT, () -> retrieve(here.secret(), waiting, nonce));
        assertThat(here.platform.channels.told(TokenEnded.class)).hasSize(1);
        assertThat(here.platform.outbox.types()).contains("oauth.removed", "oauth.revoked");
    }

    private void retrieve(ClientSecret client, CommandId command, Nonce nonce) {
        here.platform.ask(here.machine, new RetrieveCode(client, command, nonce));
    }
}
