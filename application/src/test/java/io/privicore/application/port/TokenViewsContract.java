package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.query.Page;
import io.privicore.application.query.Paging;
import io.privicore.application.query.TokenQuery.Erasure;
import io.privicore.application.query.TokenQuery.Field;
import io.privicore.application.query.TokenQuery.Filter;
import io.privicore.application.query.TokenQuery.ListTokens;
import io.privicore.application.query.TokenQuery.Replicas;
import io.privicore.application.query.TokenQuery.TokenView;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.Attributes;
import io.privicore.domain.token.DataToken;
import io.privicore.domain.token.FileMeta;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class TokenViewsContract extends PersistenceContract {

    private final ProfileId owner = aProfileId();

    @Test
    void anOwnerWithoutTokensSeesNone() {
        aReservation(owner);
        aPermanentToken(aProfileId());

        assertThat(list()).isEqualTo(new Page<>(List.of(), 0, Paging.FIRST));
    }

    @Test
    void aTokenIsSeenWithWhoHoldsIt() {
        var text = "dtk-" + UUID.randomUUID();
        var token = aPermanentToken(owner, about("report", "pdf", "text"), "quarter", text);
        var device = aStorageDevice(owner);
        aStorageDevice(owner);
        inUnit(() ->
                ports().placements().held(device.id(), List.of(token.placement().ref()), NOW));

        assertThat(list().items())
                .containsExactly(new TokenView(
                        text,
                        "quarter",
                        token.attributes().file(),
                        token.attributes().risk(),
                        token.attributes().data(),
                        10,
                        1,
                        new Replicas(1, 2),
                        NOW,
                        NOW.plusSeconds(1),
                        Optional.empty()));
    }

    @Test
    void replicasOnSharedDevicesCount() {
        var token = aPermanentToken(owner);
        aStorageDevice(owner);
        var shared = aStorageDevice(aProfileId());
        share(aDirectoryId(), owner, shared.id());
        inUnit(() ->
                ports().placements().held(shared.id(), List.of(token.placement().ref()), NOW));

        assertThat(list().items()).singleElement().satisfies(view -> assertThat(view.replicas())
                .isEqualTo(new Replicas(1, 2)));
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        for (int i = 0; i < 7; i++) {
            aPermanentToken(owner);
        }
        var seen = new ArrayList<String>();

        for (int page = 1; page <= 3; page++) {
            var part = list(false, new Paging(page, 3));
            assertThat(part.count()).isEqualTo(7);
            part.items().forEach(view -> seen.add(view.token()));
        }

        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void aDeletedTokenIsSeenAmongTheDeletedWithItsErasure() {
        var token = aPermanentToken(owner);
        var one = aDeviceId();
        inUnit(() -> {
            ports().erasures().begin(owner, token.id(), token.placement().ref(), Set.of(one, aDeviceId()), NOW);
            ports().dataTokens().save(token.delete(UUID.randomUUID(), NOW.plusSeconds(9)));
        });
        ports().erasures().confirmed(one, List.of(token.placement().ref()), NOW);

        assertThat(list().items()).isEmpty();
        assertThat(list(true, Paging.FIRST).items()).singleElement().satisfies(view -> assertThat(view.erasure())
                .contains(new Erasure(NOW.plusSeconds(9), 1, 2)));
    }

    @Nested
    class AFilter {

        private DataToken.Permanent report;
        private DataToken.Permanent picture;

        @BeforeEach
        void saveTokens() {
            report = aPermanentToken(
                    owner, about("report_50%", "pdf", "text"), "the quarter", "dtk-aaa" + UUID.randomUUID());
            picture = aPermanentToken(
                    owner, about("reportX50X", "png", "image"), "c".repeat(90), "dtk-bbb" + UUID.randomUUID());
        }

        @Test
        void comparesTheWholeText() {
            assertThat(found(Field.FILE_NAME, "report_50%")).containsExactly(text(report));
            assertThat(found(Field.FILE_NAME, "report")).isEmpty();
            assertThat(found(Field.FILE_EXTENSION, "png")).containsExactly(text(picture));
            assertThat(found(Field.DATA_TYPE, "text")).containsExactly(text(report));
            assertThat(found(Field.CONTEXT, "c".repeat(90))).containsExactly(text(picture));
            assertThat(found(Field.CONTEXT, "c".repeat(80))).isEmpty();
        }

        @Test
        void comparesTheBeginningBeforeAStar() {
            assertThat(found(Field.FILE_NAME, "report*")).hasSize(2);
            assertThat(found(Field.FILE_NAME, "report_5*")).containsExactly(text(report));
            assertThat(found(Field.FILE_NAME, "*")).hasSize(2);
            assertThat(found(Field.CONTEXT, "c".repeat(80) + "*")).containsExactly(text(picture));
            assertThat(found(Field.CONTEXT, "c".repeat(80) + "d*")).isEmpty();
        }

        @Test
        void findsTokens() {
            assertThat(found(Field.TOKEN, text(report))).containsExactly(text(report));
            assertThat(found(Field.TOKEN, "dtk-unknown")).isEmpty();
            assertThat(found(Field.TOKEN, "dt*")).hasSize(2);
            assertThat(found(Field.TOKEN, "tmp-*")).isEmpty();
            assertThat(found(Field.TOKEN, "dtk-b*")).containsExactly(text(picture));
        }

        @Test
        void narrowsTogetherWithOthers() {
            var both = List.of(new Filter(Field.FILE_NAME, "report*"), new Filter(Field.TOKEN, "dtk-a*"));

            var page = ports().tokenViews().list(owner, new ListTokens(both, false, Paging.FIRST));

            assertThat(page.count()).isEqualTo(1);
            assertThat(page.items()).extracting(TokenView::token).containsExactly(text(report));
        }

        private List<String> found(Field field, String value) {
            var query = new ListTokens(List.of(new Filter(field, value)), false, Paging.FIRST);
            var page = ports().tokenViews().list(owner, query);
            assertThat(page.count()).isEqualTo(page.items().size());
            return page.items().stream().map(TokenView::token).toList();
        }

        private String text(DataToken.Permanent token) {
            return new String(
                    ports().envelopes()
                            .openSecret(token.token().sealed(), "data-token")
                            .view(),
                    StandardCharsets.UTF_8);
        }
    }

    private Page<TokenView> list() {
        return list(false, Paging.FIRST);
    }

    private Page<TokenView> list(boolean deleted, Paging paging) {
        return ports().tokenViews().list(owner, new ListTokens(List.of(), deleted, paging));
    }

    private static Attributes about(String name, String extension, String type) {
        return new Attributes(
                Optional.of(new FileMeta(new Name(name), extension, "", 1, "/")),
                new Metadata(Map.of("label", "secret")),
                new Metadata(Map.of("type", type)));
    }
}
