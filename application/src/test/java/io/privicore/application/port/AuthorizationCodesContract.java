package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.Scope;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.oauth.AuthorizationCode;
import io.privicore.domain.oauth.CodeChallenge;
import io.privicore.domain.oauth.Grant;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public abstract class AuthorizationCodesContract extends PersistenceContract {

    private static final Duration LONG = Duration.ofHours(1);

    private final ProfileId profile = aProfileId();
    private final ApplicationId application = new ApplicationId(UUID.randomUUID());

    @Test
    void aNonceServesOnceForAnApplicationHoweverLongAgo() {
        var nonce = aHash();
        inUnit(() -> codes().add(requested(application, nonce)));
        inUnit(() -> codes().forgetExpired(NOW.plus(LONG)));

        assertThatThrownBy(() -> inUnit(() -> codes().add(requested(application, nonce))))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.OAUTH_NONCE_USED));
        inUnit(() -> codes().add(requested(new ApplicationId(UUID.randomUUID()), nonce)));
    }

    @Test
    void aNonceOfARequestThatFailedIsFree() {
        var nonce = aHash();
        inFailingUnit(() -> codes().add(requested(application, nonce)));

        inUnit(() -> codes().add(requested(application, nonce)));

        assertThat(codes().count(profile, NOW)).isEqualTo(1);
    }

    @Test
    void isReadBackAsItWas() {
        var requested = added();

        assertThat(inUnit(() -> codes().take(requested.id()))).contains(requested);
    }

    @Test
    void isFoundByItselfOnceItWasHandedOut() {
        var hash = aHash();
        var handedOut = added().retrieve(hash, NOW).after();
        inUnit(() -> codes().save(handedOut));

        assertThat(inUnit(() -> codes().take(hash))).contains(handedOut);
        assertThat(codes().applicationOf(hash)).contains(application);
        assertThat(codes().applicationOf(aHash())).isEmpty();
    }

    @Test
    void isForgottenWhenItExpired() {
        var requested = added();
        inUnit(() -> codes().forgetExpired(NOW.plus(LONG)));

        assertThat(inUnit(() -> codes().take(requested.id()))).isEmpty();
    }

    @Test
    void isRememberedOnceUsedAsLongAsItsGrantLives() {
        var code = aHash();
        var used = added().retrieve(code, NOW).after().use(new GrantId(UUID.randomUUID()));
        var grant = Grant.begin(used.grant().orElseThrow(), used, aHash(), aHash(), NOW, NOW.plus(LONG));
        inUnit(() -> codes().save(used));
        inUnit(() -> ports().grants().save(grant));

        inUnit(() -> codes().forgetExpired(NOW.plus(LONG)));
        var before = inUnit(() -> codes().take(code));
        inUnit(() -> ports().grants().save(grant.after().end()));

        assertThat(before).contains(used);
        assertThat(inUnit(() -> codes().take(code))).isEmpty();
    }

    @Test
    void isForgottenWithAGrantThatExpired() {
        var code = aHash();
        var used = added().retrieve(code, NOW).after().use(new GrantId(UUID.randomUUID()));
        var grant = Grant.begin(used.grant().orElseThrow(), used, aHash(), aHash(), NOW, NOW.plus(LONG));
        inUnit(() -> codes().save(used));
        inUnit(() -> ports().grants().save(grant));

        inUnit(() -> ports().grants().forgetExpired(NOW.plus(LONG).plusSeconds(1)));

        assertThat(inUnit(() -> codes().take(code))).isEmpty();
    }

    @Test
    void areCountedUntilTheyAreUsedOrExpire() {
        var hash = aHash();
        var used = added().retrieve(hash, NOW).after().use(new GrantId(UUID.randomUUID()));
        inUnit(() -> codes().save(used));
        added();

        assertThat(codes().count(profile, NOW)).isEqualTo(1);
        assertThat(codes().count(profile, NOW.plus(LONG))).isZero();
    }

    @Test
    void areForgottenWithTheirApplication() {
        var nonce = aHash();
        inUnit(() -> codes().add(requested(application, nonce)));

        inUnit(() -> codes().forget(application));

        assertThat(codes().count(profile, NOW)).isZero();
        inUnit(() -> codes().add(requested(application, nonce)));
    }

    @Test
    void thoseOfAProfileThatNobodyRedeemedAreForgotten() {
        var hash = aHash();
        var requested = added();
        var handedOut = added().retrieve(hash, NOW).after();
        inUnit(() -> codes().save(handedOut));
        var used = added().retrieve(aHash(), NOW).after().use(new GrantId(UUID.randomUUID()));
        inUnit(() -> codes().save(used));
        var foreign = requested(aProfileId(), application, aHash());
        inUnit(() -> codes().add(foreign));

        inUnit(() -> codes().forgetUnredeemed(profile));

        assertThat(inUnit(() -> codes().take(requested.id()))).isEmpty();
        assertThat(inUnit(() -> codes().take(hash))).isEmpty();
        assertThat(inUnit(() -> codes().take(used.id()))).contains(used);
        assertThat(inUnit(() -> codes().take(foreign.after().id()))).isPresent();
    }

    @Test
    void oneThatIsBeingRedeemedIsWaitedForAndItsGrantIsFound() {
        var used = added().retrieve(aHash(), NOW).after().use(new GrantId(UUID.randomUUID()));
        var grant = Grant.begin(used.grant().orElseThrow(), used, aHash(), aHash(), NOW, NOW.plus(LONG));

        var found = onceCommitted(
                () -> {
                    codes().save(used);
                    ports().grants().save(grant);
                },
                () -> {
                    codes().forgetUnredeemed(profile);
                    return ports().grants().takeAll(profile);
                });

        assertThat(found).containsExactly(grant.after());
        assertThat(inUnit(() -> codes().take(used.id()))).contains(used);
    }

    private AuthorizationCodes codes() {
        return ports().authorizationCodes();
    }

    private AuthorizationCode added() {
        var requested = requested(application, aHash());
        inUnit(() -> codes().add(requested));
        return requested.after();
    }

    private Change<AuthorizationCode> requested(ApplicationId of, TokenHash nonce) {
        return requested(profile, of, nonce);
    }

    private static Change<AuthorizationCode> requested(ProfileId profile, ApplicationId of, TokenHash nonce) {
        return AuthorizationCode.request(
                UUID.randomUUID(),
                of,
                profile,
                nonce,
                Scopes.of(Scope.DATA_TOKEN_READ),
                Optional.of(new CodeChallenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")),
                NOW);
    }
}
