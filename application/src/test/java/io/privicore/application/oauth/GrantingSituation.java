package io.privicore.application.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.OauthCommand.Register;
import io.privicore.application.command.OauthCommand.RequestCode;
import io.privicore.application.query.OauthQuery.Bearer;
import io.privicore.application.query.OauthQuery.ClientSecret;
import io.privicore.application.query.OauthQuery.ConfigurationView;
import io.privicore.application.query.OauthQuery.ObtainToken;
import io.privicore.application.query.OauthQuery.Proof;
import io.privicore.application.query.OauthQuery.RefreshToken;
import io.privicore.application.query.OauthQuery.RetrieveCode;
import io.privicore.application.query.OauthQuery.RetrieveConfiguration;
import io.privicore.application.query.OauthQuery.TokenPair;
import io.privicore.domain.access.Scope;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.kernel.Secret;
import io.privicore.domain.oauth.CodeChallenge;
import io.privicore.domain.oauth.Nonce;
import io.privicore.domain.oauth.RedirectUri;
import java.util.Optional;

/** A profile that registered an application, and another one that grants it something. */
final class GrantingSituation {

    static final String REDIRECT = "https://invoices.example.com/callback";
    static final String ADDRESS = "10.0.0.9";
    static final Scopes READING = Scopes.of(Scope.DATA_TOKEN_READ, Scope.PROFILE_READ);

    final PlatformInMemory platform;
    final Caller owner;
    final Caller granter;
    final Caller machine = Caller.anonymous(ADDRESS);
    final ConfigurationView application;
    private int nonces;

    GrantingSituation() {
        this(new PlatformInMemory());
    }

    GrantingSituation(PlatformInMemory platform) {
        this.platform = platform;
        owner = platform.anActiveProfile();
        granter = platform.anActiveProfile();
        application = anotherApplication("Invoices", Scopes.ALL);
    }

    ConfigurationView anotherApplication(String name, Scopes scopes) {
        var id = platform.submit(owner, new Register(new Name(name), new RedirectUri(REDIRECT), scopes));
        return platform.ask(owner, new RetrieveConfiguration(new ApplicationId(id.value())));
    }

    static ClientSecret secretOf(ConfigurationView configuration) {
        return new ClientSecret(configuration.clientId(), configuration.clientSecret());
    }

    ClientSecret secret() {
        return secretOf(application);
    }

    Nonce aNonce() {
        return new Nonce("n-" + ++nonces);
    }

    CommandId request(Nonce nonce, Scopes scopes, Optional<CodeChallenge> challenge) {
        return platform.submit(granter, new RequestCode(application.clientId(), nonce, scopes, challenge));
    }

    Secret aCode(Scopes scopes, Optional<CodeChallenge> challenge) {
        var nonce = aNonce();
        var command = request(nonce, scopes, challenge);
        return platform.ask(machine, new RetrieveCode(secret(), command, nonce)).code();
    }

    Secret aCode() {
        return aCode(READING, Optional.empty());
    }

    TokenPair obtain(Secret code) {
        return platform.ask(machine, new ObtainToken(secret(), code, Optional.empty(), Optional.empty()));
    }

    TokenPair aPair(Scope... scopes) {
        return obtain(aCode(Scopes.of(scopes), Optional.empty()));
    }

    TokenPair aPair() {
        return obtain(aCode());
    }

    TokenPair refresh(Proof proof, Secret refreshToken) {
        return platform.ask(machine, new RefreshToken(proof, refreshToken, Optional.empty()));
    }

    TokenPair refresh(TokenPair pair) {
        return refresh(new Bearer(pair.token()), pair.refreshToken());
    }

    /** Whoever shows the access token. */
    static Caller with(TokenPair pair) {
        return Caller.with(pair.token().value(), ADDRESS);
    }

    static void assertRefused(Reason reason, Runnable action) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(action::run)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
