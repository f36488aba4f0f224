package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Applications that act for profiles, by the contract's own operations. */
@ExtendWith(SharedPlatform.class)
class OauthIT {

    private static final String WHO = "/profile/retrieve-profile-id";

    private final Client owner;
    private final Client granter;
    private final Applications application;

    OauthIT(Platform platform) {
        owner = Client.active(platform.address());
        granter = Client.active(platform.address());
        application = Applications.register(owner, "all");
    }

    @Test
    void anApplicationActsForTheProfileUntilItsTokensAreReplaced() {
        var pair = application.obtain(application.code(granter, "profile:read")).expect(200);
        var token = pair.text("token");
        var me = granter.get(WHO).expect(200).text("profileId");

        assertThat(token).startsWith("T-oauth-");
        assertThat(as(token).get(WHO).expect(200).text("profileId")).isEqualTo(me);
        assertThat(application.scope(token).expect(200).json().at("/scope/0").asText())
                .isEqualTo("profile:read");

        var fresh = application.refresh(token, pair.text("refreshToken")).expect(200);
        as(token).get(WHO).expectProblem(401);
        as(fresh.text("token")).get(WHO).expect(200);
        application.refresh(application.secret(), fresh.text("refreshToken")).expect(200);
    }

    @Test
    void anOldRefreshTokenEndsEverything() {
        var pair = application.obtain(application.code(granter, "profile:read")).expect(200);
        var fresh = application
                .refresh(pair.text("token"), pair.text("refreshToken"))
                .expect(200);

        application.refresh(application.secret(), pair.text("refreshToken")).expectProblem(401);

        as(fresh.text("token")).get(WHO).expectProblem(401);
        application.refresh(application.secret(), fresh.text("refreshToken")).expectProblem(401);
    }

    @Test
    void aCodeUsedTwiceEndsWhatCameOfIt() {
        var code = application.code(granter, "profile:read");
        var token = application.obtain(code, code).expect(200).text("token");

        assertThat(application.obtain(code).expectProblem(401).key()).isEqualTo("oauth.invalid_grant");

        as(token).get(WHO).expectProblem(401);
    }

    @Test
    void ofManyWhoUseACodeAtOnceAtMostOneGetsTokensAndTheyEnd() throws Exception {
        var code = application.code(granter, "profile:read");

        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer> use = () -> application.obtain(code);
            answers = threads.invokeAll(Collections.nCopies(8, use)).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        var good = answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(answers).extracting(Answer::status).containsOnly(200, 401);
        assertThat(good).hasSize(1);
        as(good.getFirst().text("token")).get(WHO).expectProblem(401);
    }

    @Test
    void ofManyWhoRefreshAtOnceNoneKeepsTokens() throws Exception {
        var pair = application.obtain(application.code(granter, "profile:read")).expect(200);

        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer> use = () -> application.refresh(application.secret(), pair.text("refreshToken"));
            answers = threads.invokeAll(Collections.nCopies(6, use)).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 401);
        answers.stream()
                .filter(answer -> answer.status() == 200)
                .forEach(answer -> as(answer.text("token")).get(WHO).expectProblem(401));
    }

    @Test
    void everyScopeOpensItsOwnOperationsAndNoOther() {
        var read = Map.of(
                "profile:read", WHO,
                "oauth:read", "/profile/retrieve-oauth-application-list",
                "data-token:read", "/data-token/list-data-tokens",
                "device:read", "/device/retrieve-profile-devices",
                "voting:read", "/verified-authenticator/retrieve-strategy",
                "policy:read", "/policy/list-policy-templates");

        for (var scope : read.keySet()) {
            var acting = application.acting(granter, scope);
            read.forEach((needed, path) -> {
                if (needed.equals(scope)) {
                    acting.get(path).expect(200);
                } else {
                    expectInsufficient(acting.get(path), needed);
                }
            });
        }
    }

    @Test
    void readingIsNoWriting() {
        var reader = application.acting(granter, "data-token:read");
        var writer = application.acting(granter, "data-token:write");
        var space = Map.of("context", "letters");

        expectInsufficient(reader.post("/data-token/reserve-token-space", space), "data-token:write");
        writer.run("/data-token/reserve-token-space", space);
        expectInsufficient(reader.post("/device/request-unique-identifier", Map.of("deviceName", "x")), "device:write");
        expectInsufficient(
                reader.post("/verified-authenticator/set-quorum-size", Map.of("quorumSize", 1)), "voting:write");
        expectInsufficient(reader.post("/policy/activate", Map.of("policyId", "x")), "policy:write");
        expectInsufficient(
                reader.post("/profile/oauth-application-remove", Map.of("applicationId", application.id)),
                "oauth:write");
    }

    @Test
    void noApplicationWidensItself() {
        var acting = application.acting(granter, "all");

        assertThat(acting.post("/profile/reauthorize-authorization-token", Map.of("ttl", 2_592_000))
                        .expectProblem(403)
                        .key())
                .isEqualTo("oauth.insufficient_scope");
        acting.get("/profile/oauth-application-request-authorization-code?"
                        + Client.form(Map.of("client_id", application.clientId, "nonce", "n", "scope[]", "all")))
                .expectProblem(403);
    }

    @Test
    void aSecretIsHandedOutOnceAndANonceServesOnce() {
        assertThat(owner.post(
                                "/profile/retrieve-oauth-application-configuration",
                                Map.of("applicationId", application.id))
                        .expectProblem(422)
                        .key())
                .isEqualTo("oauth.already_retrieved");

        var query = "/profile/oauth-application-request-authorization-code?"
                + Client.form(Map.of("client_id", application.clientId, "nonce", "n-1", "scope[]", "profile:read"));
        granter.outcome(granter.get(query).expect(202).text("commandId")).expectSuccess();
        granter.outcome(granter.get(query).expect(202).text("commandId")).expectRejection("oauth.nonce_used");
    }

    @Test
    void aRemovedApplicationIsGoneEverywhereAtOnce() throws Exception {
        var acting = application.acting(granter, "profile:read");
        try (var channel = Channel.join(acting)) {
            owner.run("/profile/oauth-application-remove", Map.of("applicationId", application.id))
                    .expectSuccess();

            acting.get(WHO).expectProblem(401);
            var ended = channel.await(
                    "the end", message -> message.json().path("status").asInt() == 401);
            assertThat(ended.data().path("channelId").asText()).isNotBlank();
        }
        assertThat(owner.get("/profile/retrieve-oauth-application-list")
                        .expect(200)
                        .json()
                        .at("/meta/count")
                        .asInt())
                .isZero();
    }

    @Test
    void aChannelOfAnApplicationHearsOfItsOwnCommandsAlone() throws Exception {
        var acting = application.acting(granter, "data-token:write");
        try (var channel = Channel.join(acting)) {
            var profiles = granter.submit("/data-token/reserve-token-space", Map.of("context", "mine"));
            granter.outcome(profiles);
            var own = acting.submit("/data-token/reserve-token-space", Map.of("context", "its"));

            channel.await(
                    "its outcome", message -> message.data().path("id").asText().equals(own));
            assertThat(channel.messages())
                    .noneMatch(message -> message.data().path("id").asText().equals(profiles));
        }
    }

    private Client as(String token) {
        return Client.withToken(owner.base(), token);
    }

    private static void expectInsufficient(Answer answer, String scope) {
        assertThat(answer.expectProblem(403).key()).isEqualTo("oauth.insufficient_scope");
        assertThat(answer.header("WWW-Authenticate"))
                .contains("error=\"insufficient_scope\"")
                .contains("scope=\"%s\"".formatted(scope));
    }
}
