package io.privicore.application.oauth;

import static io.privicore.application.oauth.GrantingSituation.ADDRESS;
import static io.privicore.application.oauth.GrantingSituation.assertRefused;
import static io.privicore.application.oauth.GrantingSituation.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.query.AuditQuery.Filter;
import io.privicore.application.query.OauthQuery.RevokeToken;
import io.privicore.application.query.ProfileQuery.RetrieveId;
import io.privicore.domain.access.Scope;
import io.privicore.domain.audit.AuditEntry;
import io.privicore.domain.audit.Link;
import io.privicore.domain.kernel.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the trail of whoever granted something tells of it. */
class AnAuditedGrantTest {

    private final GrantingSituation situation = new GrantingSituation();
    private final String application = situation.application.application().toString();

    private List<AuditEntry> trail() {
        var platform = situation.platform;
        platform.chainer.chainAll();
        var granter = platform.ask(situation.granter, new RetrieveId());
        return platform.ports.auditTrails().after(granter.value(), Filter.NONE, 0, Long.MAX_VALUE, 1000).stream()
                .map(Link::entry)
                .filter(entry -> entry.operation().startsWith("oauth."))
                .toList();
    }

    private void assertTells(String... what) {
        assertThat(trail())
                .extracting(entry -> entry.operation() + " " + entry.outcome().wire())
                .containsExactly(what);
    }

    @Test
    void namesTheApplicationThatWasGivenSomething() {
        situation.refresh(situation.aPair());

        assertTells(
                "oauth.request-code succeeded",
                "oauth.retrieve-code succeeded",
                "oauth.obtain-token succeeded",
                "oauth.refresh-token succeeded");
        assertThat(trail().subList(1, 4)).allSatisfy(entry -> {
            assertThat(entry.application()).contains(application);
            assertThat(entry.address()).contains(ADDRESS);
        });
    }

    @Test
    void tellsOfACodeThatWasUsedTwice() {
        var code = situation.aCode();
        situation.obtain(code);

        assertRefused(Reason.OAUTH_INVALID_GRANT, () -> situation.obtain(code));

        assertThat(trail().getLast().outcome().wire()).isEqualTo("rejected");
        assertThat(trail().getLast().operation()).isEqualTo("oauth.obtain-token");
    }

    @Test
    void tellsThatItWasGivenUp() {
        var pair = situation.aPair();

        situation.platform.ask(situation.machine, new RevokeToken(situation.secret(), pair.token()));

        assertThat(trail().getLast().operation()).isEqualTo("oauth.revoke");
    }

    @Test
    void namesTheApplicationInWhatItDoes() {
        var pair = situation.aPair(Scope.DATA_TOKEN_WRITE);

        situation.platform.reserve(with(pair), 5);

        situation.platform.chainer.chainAll();
        var granter = situation.platform.ask(situation.granter, new RetrieveId());
        var last = situation.platform.ports.auditTrails().after(granter.value(), Filter.NONE, 0, 1000, 1000);
        assertThat(last.getLast().entry().operation()).isEqualTo("data-token.reserve");
        assertThat(last.getLast().entry().application()).contains(application);
    }
}
