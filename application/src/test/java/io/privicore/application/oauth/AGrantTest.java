package io.privicore.application.oauth;

import static io.privicore.application.oauth.GrantingSituation.READING;
import static io.privicore.application.oauth.GrantingSituation.REDIRECT;
import static io.privicore.application.oauth.GrantingSituation.assertRefused;
import static io.privicore.application.oauth.GrantingSituation.secretOf;
import static io.privicore.application.oauth.GrantingSituation.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller.Credential;
import io.privicore.application.port.ChannelMessage.TokenEnded;
import io.privicore.application.query.OauthQuery.Authorize;
import io.privicore.application.query.OauthQuery.Bearer;
import io.privicore.application.query.OauthQuery.Introspect;
import io.privicore.application.query.OauthQuery.ObtainToken;
import io.privicore.application.query.OauthQuery.Proof;
import io.privicore.application.query.OauthQuery.RefreshToken;
import io.privicore.application.query.OauthQuery.RetrieveScope;
import io.privicore.application.query.OauthQuery.RevokeToken;
import io.privicore.application.query.OauthQuery.TokenPair;
import io.privicore.application.query.ProfileQuery;
import io.privicore.domain.access.Scope;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Secret;
import io.privicore.domain.oauth.CodeChallenge;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class AGrantTest {

    /** The pair of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final CodeChallenge CHALLENGE = new CodeChallenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

    private final GrantingSituation here = new GrantingSituation();

    private void assertEnded(TokenPair pair) {
        assertRefused(Reason.UNAUTHENTICATED, () -> here.platform.ask(with(pair), new ProfileQuery.RetrieveId()));
        assertRefused(Reason.OAUTH_INVALID_GRANT, () -> here.refresh(here.secret(), pair.refreshToken()));
    }

    @Nested
    final class OfACode {

        @Test
        void letsTheApplicationActForTheProfile() {
            var pair = here.aPair();

            assertThat(here.platform.ask(with(pair), new ProfileQuery.RetrieveId()))
                    .isEqualTo(here.platform.ask(here.granter, new ProfileQuery.RetrieveId()));
            assertThat(pair.scopes()).isEqualTo(READING);
            assertThat(pair.expiresAt()).isEqualTo(here.platform.clock.instant().plus(Duration.ofHours(1)));
        }

        @Test
        void canBeHadByShowingTheCodeItself() {
            var code = here.aCode();

            var pair = obtain(new Bearer(code), code, Optional.empty());

            assertThat(here.platform.ask(with(pair), new ProfileQuery.RetrieveId()))
                    .isNotNull();
        }

        @Test
        void isNotHadByShowingAnotherCode() {
            var code = here.aCode();
            var other = here.aCode();

            assertRefused(Reason.OAUTH_INVALID_GRANT, () -> obtain(new Bearer(other), code, Optional.empty()));
        }

        @Test
        void endsWhenTheCodeIsUsedAgain() {
            var code = here.aCode();
            var pair = here.obtain(code);

            assertRefused(Reason.OAUTH_INVALID_GRANT, () -> here.obtain(code));

            assertEnded(pair);
            assertThat(here.platform.outbox.types()).contains("oauth.reuse-detected", "oauth.revoked");
            assertThat(here.platform.channels.told(TokenEnded.class)).hasSize(1);
        }

        @Test
        void isNotHadOnceTheCodeExpired() {
            var code = here.aCode();

            here.platform.clock.advance(Duration.ofSeconds(60));

            assertRefused(Reason.OAUTH_INVALID_GRANT, () -> here.obtain(code));
        }

        @Test
        void isTheApplicationsAlone() {
            var code = here.aCode();
            var thief = secretOf(here.anotherApplication("Thief", Scopes.ALL));

            assertRefused(Reason.OAUTH_INVALID_GRANT, () -> obtain(thief, code, Optional.empty()));

            assertThat(here.obtain(code)).isNotNull();
        }

        @Test
        void needsTheVerifierOfAChallenge() {
            var code = here.aCode(READING, Optional.of(CHALLENGE));

            assertRefused(Reason.OAUTH_INVALID_GRANT, () -> obtain(here.secret(), code, Optional.empty()));
            assertRefused(
                    Reason.OAUTH_INVALID_GRANT,
                    () -> obtain(here.secret(), code, Optional.of(VERIFIER.replace('d', 'e'))));
            assertThat(obtain(here.secret(), code, Optional.of(VERIFIER))).isNotNull();
        }

        @Test
        void refusesAVerifierWithoutAChallenge() {
            var code = here.aCode();

            assertRefused(Reason.OAUTH_INVALID_GRANT, () -> obtain(here.secret(), code, Optional.of(VERIFIER)));
        }

        @Test
        void refusesAnotherRedirectUriThanTheRegisteredOne() {
            var code = here.aCode();

            assertRefused(
                    Reason.OAUTH_INVALID_GRANT,
                    () -> here.platform.ask(
                            here.machine,
                            new ObtainToken(here.secret(), code, Optional.empty(), Optional.of(REDIRECT + "/"))));
        }

        private TokenPair obtain(Proof proof, Secret code, Optional<String> verifier) {
            return here.platform.ask(
                    here.machine, new ObtainToken(proof, code, verifier.map(Secret::new), Optional.empty()));
        }
    }

    @Nested
    final class ByRedirect {

        @Test
        void isHadWithTheVerifier() {
            var code = here.platform.ask(here.granter, authorize(REDIRECT, READING));

            var pair = here.platform.ask(
                    here.machine,
                    new ObtainToken(here.secret(), code, Optional.of(new Secret(VERIFIER)), Optional.of(REDIRECT)));

            assertThat(pair.scopes()).isEqualTo(READING);
        }

        @Test
        void goesToTheRegisteredPlaceOrNowhere() {
            for (var other : new String[] {REDIRECT + "/", REDIRECT + "?a=b", REDIRECT.toUpperCase(Locale.ROOT)}) {
                assertRefused(
                        Reason.OAUTH_REDIRECT_MISMATCH,
                        () -> here.platform.ask(here.granter, authorize(other, READING)));
            }
        }

        private Authorize authorize(String redirect, Scopes scopes) {
            return new Authorize(here.application.clientId(), redirect, scopes, CHALLENGE);
        }
    }

    @Nested
    final class ThatIsRefreshed {

        private final TokenPair old = here.aPair();

        @Test
        void hasANewPairAndTheOldOneEnds() {
            var fresh = here.refresh(old);

            assertRefused(Reason.UNAUTHENTICATED, () -> here.platform.ask(with(old), new ProfileQuery.RetrieveId()));
            assertThat(here.platform.ask(with(fresh), new ProfileQuery.RetrieveId()))
                    .isNotNull();
            assertThat(here.platform.channels.told(TokenEnded.class)).hasSize(1);
        }

        @Test
        void needsNoTokenThatIsValidStill() {
            here.platform.clock.advance(Duration.ofHours(2));
            here.platform.keepHouse();

            assertThat(here.refresh(old)).isNotNull();
        }

        @Test
        void endsWhenAnOldRefreshTokenIsUsedAgain() {
            var fresh = here.refresh(here.secret(), old.refreshToken());

            assertRefused(Reason.OAUTH_INVALID_GRANT, () -> here.refresh(here.secret(), old.refreshToken()));

            assertEnded(fresh);
            assertThat(here.platform.outbox.types()).contains("oauth.reuse-detected", "oauth.revoked");
        }

        @Test
        void isNotRefreshedWithTheAccessTokenOfAnother() {
            var other = here.aPair();

            assertRefused(
                    Reason.OAUTH_INVALID_GRANT, () -> here.refresh(new Bearer(other.token()), old.refreshToken()));

            assertThat(here.refresh(old)).isNotNull();
        }

        @Test
        void isNotRefreshedByAnotherApplication() {
            var thief = secretOf(here.anotherApplication("Thief", Scopes.ALL));

            assertRefused(Reason.OAUTH_INVALID_GRANT, () -> here.refresh(thief, old.refreshToken()));

            assertThat(here.refresh(old)).isNotNull();
        }

        @Test
        void mayHaveFewerScopesAndNeverMore() {
            var less = Scopes.of(Scope.PROFILE_READ);

            var fresh = here.platform.ask(
                    here.machine, new RefreshToken(here.secret(), old.refreshToken(), Optional.of(less)));

            assertThat(fresh.scopes()).isEqualTo(less);
            assertThat(here.refresh(fresh).scopes()).isEqualTo(READING);
            assertRefused(
                    Reason.OAUTH_SCOPE_NOT_REGISTERED,
                    () -> here.platform.ask(
                            here.machine,
                            new RefreshToken(here.secret(), here.aPair().refreshToken(), Optional.of(Scopes.ALL))));
        }

        @Test
        void isForgottenWhenItIsNot() {
            here.platform.clock.advance(Duration.ofDays(31));

            assertRefused(Reason.OAUTH_INVALID_GRANT, () -> here.refresh(old));
            here.platform.keepHouse();
            assertRefused(Reason.OAUTH_INVALID_GRANT, () -> here.refresh(old));
        }
    }

    @Nested
    final class ThatIsGivenUp {

        private final TokenPair pair = here.aPair();

        @Test
        void endsByEitherOfItsTokens() {
            var other = here.aPair();

            here.platform.ask(here.machine, new RevokeToken(here.secret(), pair.token()));
            here.platform.ask(here.machine, new RevokeToken(here.secret(), other.refreshToken()));

            assertEnded(pair);
            assertEnded(other);
        }

        @Test
        void endsAsAWholeWhenTheApplicationSignsOut() {
            here.platform.ask(with(pair), new ProfileQuery.Revoke());

            assertEnded(pair);
        }

        @Test
        void isLeftAloneByOtherApplications() {
            var stranger = secretOf(here.anotherApplication("Stranger", Scopes.ALL));

            here.platform.ask(here.machine, new RevokeToken(stranger, pair.token()));

            assertThat(here.platform.ask(with(pair), new ProfileQuery.RetrieveId()))
                    .isNotNull();
        }
    }

    @Nested
    final class ThatIsAskedAbout {

        private final TokenPair pair = here.aPair();

        @Test
        void saysWhatItsAccessTokenMayDo() {
            assertThat(here.platform.ask(here.machine, new RetrieveScope(pair.token())))
                    .isEqualTo(READING);
        }

        @Test
        void isActiveForItsApplicationAlone() {
            var stranger = secretOf(here.anotherApplication("Stranger", Scopes.ALL));

            assertThat(here.platform.ask(here.machine, new Introspect(here.secret(), pair.token())))
                    .hasValueSatisfying(found -> assertThat(found.access()).isTrue());
            assertThat(here.platform.ask(here.machine, new Introspect(here.secret(), pair.refreshToken())))
                    .hasValueSatisfying(found -> assertThat(found.access()).isFalse());
            assertThat(here.platform.ask(here.machine, new Introspect(stranger, pair.token())))
                    .isEmpty();
            assertThat(here.platform.ask(here.machine, new Introspect(here.secret(), new Secret("T-none"))))
                    .isEmpty();
        }

        @Test
        void isNoProfilesOwnToken() {
            var own = here.granter.credential() instanceof Credential.Token token ? token.value() : "";

            assertRefused(
                    Reason.UNAUTHENTICATED, () -> here.platform.ask(here.machine, new RetrieveScope(new Secret(own))));
            assertThat(here.platform.ask(here.machine, new Introspect(here.secret(), new Secret(own))))
                    .isEmpty();
        }
    }
}
