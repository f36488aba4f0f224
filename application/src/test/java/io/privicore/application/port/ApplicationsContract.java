package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.query.OauthQuery.ApplicationView;
import io.privicore.application.query.Paging;
import io.privicore.domain.access.Scope;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.oauth.Application;
import io.privicore.domain.oauth.RedirectUri;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class ApplicationsContract extends PersistenceContract {

    private final ProfileId owner = aProfileId();

    @Test
    void oneThatWasNotSavedIsNotThere() {
        var id = new ApplicationId(UUID.randomUUID());

        inFailingUnit(() -> save(id, Scopes.ALL, 0));

        assertThat(ports().applications().find(id)).isEmpty();
    }

    @Nested
    class ASavedApplication {

        private final ApplicationId id = new ApplicationId(UUID.randomUUID());

        @Test
        void isReadBackAsItWas() {
            inUnit(() -> save(id, Scopes.of(Scope.DEVICE_READ, Scope.DATA_TOKEN_READ), 0));

            var found = ports().applications().get(owner, id);

            assertThat(found.name()).isEqualTo(new Name("Invoices"));
            assertThat(found.redirectUri()).isEqualTo(new RedirectUri("https://example.com/cb?a=b"));
            assertThat(found.scopes()).isEqualTo(Scopes.of(Scope.DATA_TOKEN_READ, Scope.DEVICE_READ));
            assertThat(found.secret()).isEmpty();
            assertThat(found.createdAt()).isEqualTo(NOW);
            assertThat(ports().applications().withClientId("client-" + id)).contains(found);
            assertThat(ports().applications().find(id)).contains(found);
        }

        @Test
        void isItsOwnersAlone() {
            inUnit(() -> save(id, Scopes.ALL, 0));

            assertThatThrownBy(() -> ports().applications().get(aProfileId(), id))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(Reason.OAUTH_APPLICATION_NOT_FOUND));
        }

        @Test
        void refusesAChangeOfAStaleRevision() {
            inUnit(() -> save(id, Scopes.ALL, 0));
            var before = ports().applications().get(owner, id);
            inUnit(() -> ports().applications().save(before.retrieve(aHash())));

            assertThatThrownBy(() -> inUnit(() -> ports().applications().save(before.retrieve(aHash()))))
                    .isInstanceOf(UnitOfWork.Stale.class);
        }

        @Test
        void keepsTheHashOfItsSecret() {
            var secret = aHash();
            inUnit(() -> save(id, Scopes.ALL, 0));
            inUnit(() -> ports().applications()
                    .save(ports().applications().get(owner, id).retrieve(secret)));

            assertThat(ports().applications().get(owner, id).knows(secret)).isTrue();
        }

        @Test
        void isGoneOnceRemoved() {
            inUnit(() -> save(id, Scopes.ALL, 0));
            inUnit(() -> ports().applications()
                    .save(ports().applications().get(owner, id).remove()));

            assertThat(ports().applications().find(id)).isEmpty();
            assertThat(ports().applications().count(owner)).isZero();
        }

        @Test
        void notesItsUseToTheMinute() {
            inUnit(() -> save(id, Scopes.ALL, 0));

            inUnit(() -> ports().applications().used(id, NOW.plusSeconds(10)));
            inUnit(() -> ports().applications().used(id, NOW.plusSeconds(30)));
            var first = ports().applications().get(owner, id).lastUsedAt();
            inUnit(() -> ports().applications().used(id, NOW.plusSeconds(75)));

            assertThat(first).contains(NOW.plusSeconds(10));
            assertThat(ports().applications().get(owner, id).lastUsedAt()).contains(NOW.plusSeconds(75));
        }
    }

    @Test
    void areListedOldestFirstAPageAtATime() {
        var first = new ApplicationId(UUID.randomUUID());
        var second = new ApplicationId(UUID.randomUUID());
        inUnit(() -> save(second, Scopes.ALL, 1));
        inUnit(() -> save(first, Scopes.ALL, 0));

        var page = ports().applications().list(owner, new Paging(2, 1));

        assertThat(page.count()).isEqualTo(2);
        assertThat(page.items()).extracting(ApplicationView::application).containsExactly(second);
    }

    @Test
    void thoseOfAnOwnerAreFoundOldestFirstAndNobodyElses() {
        var first = new ApplicationId(UUID.randomUUID());
        var second = new ApplicationId(UUID.randomUUID());
        inUnit(() -> save(second, Scopes.ALL, 1));
        inUnit(() -> save(first, Scopes.ALL, 0));

        assertThat(ports().applications().of(owner)).extracting(Application::id).containsExactly(first, second);
        assertThat(ports().applications().of(aProfileId())).isEmpty();
    }

    private void save(ApplicationId id, Scopes scopes, int second) {
        ports().applications()
                .save(Application.register(
                        id,
                        owner,
                        new Name("Invoices"),
                        new RedirectUri("https://example.com/cb?a=b"),
                        scopes,
                        "client-" + id,
                        NOW.plusSeconds(second)));
    }
}
