package io.privicore.adapters.rest.http;

import static io.privicore.adapters.rest.http.Client.get;
import static io.privicore.adapters.rest.http.Client.json;
import static io.privicore.adapters.rest.http.Client.post;
import static io.privicore.adapters.rest.http.Client.request;
import static io.privicore.adapters.rest.http.Client.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.adapters.rest.fake.RecordingPrivicore;
import io.privicore.adapters.rest.fake.VotingAnswers;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.query.Paging;
import io.privicore.application.query.VotingQuery;
import io.privicore.domain.voting.PollState;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PollsTest {

    @Inject
    RecordingPrivicore privicore;

    @Test
    void areOpenedUnderTheIdOfTheirCommand() {
        var answer = post(
                "/voting/create",
                Map.of(
                        "votingConfigurationId",
                        "Board",
                        "title",
                        "Report",
                        "question",
                        "May it go out?",
                        "skipAuthenticatorDevices",
                        RecordingPrivicore.DEVICE.toString(),
                        "nonce",
                        "n-1"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var command = answer.headers().firstValue("X-DPT-CAB-ID").orElseThrow();
        assertThat(answer.body()).isEqualTo("{\"commandId\":\"%s\",\"poolId\":\"%s\"}".formatted(command, command));
        assertThat(answer.headers().firstValue("X-DPT-CAB-REQUEST-ID")).isEmpty();
        assertThat(privicore.lastCommand)
                .isEqualTo(new VotingCommand.Create(
                        "Board", "Report", "May it go out?", Set.of(RecordingPrivicore.DEVICE), Optional.of("n-1")));
    }

    @Test
    void areRefusedWithEverythingThatIsWrongWithThem() {
        var answer = post(
                "/voting/create",
                Map.of(
                        "title",
                        "x".repeat(201),
                        "question",
                        "x".repeat(2001),
                        "nonce",
                        "x".repeat(201),
                        "skipAuthenticatorDevices",
                        "phone"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("errors").toString())
                .isEqualTo("{\"nonce\":[\"invalid\"],\"question\":[\"invalid\"],"
                        + "\"skipAuthenticatorDevices\":[\"invalid\"],\"title\":[\"invalid\"],"
                        + "\"votingConfigurationId\":[\"required\"]}");
        assertThat(post("/voting/create", Map.of("configurationId", "Board", "title", "x".repeat(200), "question", "?"))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void areCancelledByTheirId() {
        post("/voting/cancel-pool", Map.of("poolId", VotingAnswers.POLL.toString()));

        assertThat(privicore.lastCommand).isEqualTo(new VotingCommand.Cancel(VotingAnswers.POLL));
        assertThat(post("/voting/cancel-pool", Map.of("poolId", "17")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void sayHowTheyStand() {
        assertThat(get("/voting/check-pool-status/" + VotingAnswers.POLL).body())
                .isEqualTo(("{\"poolId\":\"%s\",\"title\":\"Data is deleted\",\"question\":\"May this go on?\","
                                + "\"nonce\":\"n-1\",\"status\":\"approved\",\"attempt\":2,\"attempts\":2,"
                                + "\"strategy\":\"consensus\",\"quorumSize\":1,"
                                + "\"openedAt\":\"2026-02-21T15:33:44+00:00\",\"closesAt\":\"2026-02-21T15:38:44+00:00\","
                                + "\"ballots\":{\"total\":2,\"yes\":1,\"no\":0,\"abstain\":0,\"pending\":0},"
                                + "\"commandId\":\"00000000-0000-0000-0000-000000000009\"}")
                        .formatted(VotingAnswers.POLL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"check-pool-status/", "poll-receipt/"})
    void areNotFoundUnderOtherIds(String path) {
        for (var id : new String[] {"nonsense", RecordingPrivicore.DEVICE.toString()}) {
            var answer = get("/voting/" + path + id);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(json(answer).get("key").asText()).isEqualTo("voting.poll_not_found");
        }
        assertThat(send(request("/voting/" + path + VotingAnswers.POLL)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void areListedByStatusAndPage() {
        var answer = json(get("/voting/list-polls?filters%5Bstatus%5D=open&page=2&perPage=25"));

        assertThat(privicore.lastQuery)
                .isEqualTo(new VotingQuery.ListPolls(Optional.of(PollState.OPEN), new Paging(2, 25)));
        assertThat(answer.get("meta").toString()).isEqualTo("{\"count\":26,\"page\":2,\"perPage\":25,\"pages\":2}");
        assertThat(answer.at("/items/0")).isEqualTo(json(get("/voting/check-pool-status/" + VotingAnswers.POLL)));
        get("/voting/list-polls");
        assertThat(privicore.lastQuery).isEqualTo(new VotingQuery.ListPolls(Optional.empty(), Paging.FIRST));
    }

    @Test
    void areNotListedByWhatTheyDoNotHave() {
        var answer = get("/voting/list-polls?filters%5Bstatus%5D=undecided&filters%5Btitle%5D=x&perPage=201");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("errors").toString())
                .isEqualTo(
                        "{\"filters.status\":[\"invalid\"],\"filters.title\":[\"unknown\"],\"perPage\":[\"invalid\"]}");
    }

    @Test
    void showEverythingThatDecidedThem() {
        var receipt = json(get("/voting/poll-receipt/" + VotingAnswers.POLL));

        assertThat(receipt.fieldNames())
                .toIterable()
                .containsExactly(
                        "poolId",
                        "requesterProfileId",
                        "title",
                        "question",
                        "nonce",
                        "attributes",
                        "commandId",
                        "digest",
                        "strategy",
                        "strategy_params",
                        "quorumSize",
                        "timeLimit",
                        "attempts",
                        "othersMustAgree",
                        "status",
                        "attempt",
                        "openedAt",
                        "closesAt",
                        "endedAt",
                        "ballots");
        assertThat(receipt.get("digest").asText()).isEqualTo("ab".repeat(32));
        assertThat(receipt.at("/attributes/operation").asText()).isEqualTo("data-token.delete");
        assertThat(receipt.get("strategy_params").toString()).isEqualTo("{}");
        assertThat(receipt.get("othersMustAgree").asBoolean()).isTrue();
        assertThat(receipt.get("endedAt").asText()).isEqualTo("2026-02-21T15:33:46.987+00:00");
        assertThat(receipt.get("ballots")).hasSize(4);
        assertThat(receipt.at("/ballots/0").toString())
                .isEqualTo(("{\"ballotId\":\"00000000-0000-0000-0000-000000000001\",\"deviceIdentifier\":\"%s\","
                                + "\"ownerProfileId\":\"%s\",\"attempt\":1,\"state\":\"cast\",\"vote\":\"no\","
                                + "\"reason\":\"not today\",\"castAt\":\"2026-02-21T15:33:44.987+00:00\","
                                + "\"signature\":\"%s\",\"signingKey\":\"%s\"}")
                        .formatted(
                                RecordingPrivicore.DEVICE,
                                RecordingPrivicore.PROFILE,
                                "02".repeat(64),
                                "01".repeat(32)));
        assertThat(receipt.at("/ballots/1/state").asText()).isEqualTo("lapsed");
        assertThat(receipt.at("/ballots/1/vote").isNull()).isTrue();
        assertThat(receipt.at("/ballots/2/castAt").asText()).isEqualTo("2026-02-21T15:33:45.001+00:00");
        assertThat(receipt.at("/ballots/2/signature").isNull()).isTrue();
    }
}
