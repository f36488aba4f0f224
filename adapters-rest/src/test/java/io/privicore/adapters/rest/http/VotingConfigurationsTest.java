package io.privicore.adapters.rest.http;

import static io.privicore.adapters.rest.http.Client.authorised;
import static io.privicore.adapters.rest.http.Client.get;
import static io.privicore.adapters.rest.http.Client.json;
import static io.privicore.adapters.rest.http.Client.post;
import static io.privicore.adapters.rest.http.Client.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.adapters.rest.fake.RecordingPrivicore;
import io.privicore.adapters.rest.fake.VotingAnswers;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.query.VotingQuery;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.VotingConfiguration.Terms;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class VotingConfigurationsTest {

    private static final String BASE = "/verified-authenticator/voting-configuration/";
    private static final String DEVICE = RecordingPrivicore.DEVICE.toString();

    @Inject
    RecordingPrivicore privicore;

    @ParameterizedTest
    @ValueSource(strings = {"register", "create"})
    void areRegisteredWithAllTheySay(String path) {
        var form = "name=Board&strategy=minimum_percentage&timeLimit=600&percentageRequired=67&deviceIdentifiers[]="
                + DEVICE + "&quorumSize=1&numberOfAttempts=2";
        var answer = send(authorised(BASE + path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(privicore.lastCommand)
                .isEqualTo(new VotingCommand.RegisterConfiguration(new Terms(
                        new Name("Board"),
                        new Strategy.MinimumPercentage(67),
                        Duration.ofSeconds(600),
                        Set.of(RecordingPrivicore.DEVICE),
                        Optional.of(1),
                        Optional.of(2))));
    }

    @Test
    void leaveOpenWhatTheyDoNotSay() {
        post(
                BASE + "register",
                Map.of("name", "All", "strategy", "consensus", "timeLimit", 5, "percentageRequired", 0));

        assertThat(privicore.lastCommand)
                .isEqualTo(new VotingCommand.RegisterConfiguration(new Terms(
                        new Name("All"),
                        new Strategy.Consensus(),
                        Duration.ofSeconds(5),
                        Set.of(),
                        Optional.empty(),
                        Optional.empty())));
    }

    @Test
    void areRefusedWithEverythingThatIsWrongWithThem() {
        var wrong = post(
                BASE + "register",
                Map.of(
                        "name",
                        "x".repeat(201),
                        "strategy",
                        "most",
                        "timeLimit",
                        4,
                        "deviceIdentifiers",
                        "phone,laptop",
                        "quorumSize",
                        0,
                        "numberOfAttempts",
                        11,
                        "bogus",
                        1));

        assertThat(json(wrong).get("errors").toString())
                .isEqualTo("{\"bogus\":[\"unknown\"],\"deviceIdentifiers\":[\"invalid\"],\"name\":[\"invalid\"],"
                        + "\"numberOfAttempts\":[\"invalid\"],\"quorumSize\":[\"invalid\"],\"strategy\":[\"invalid\"],"
                        + "\"timeLimit\":[\"invalid\"]}");
        var nothing = post(BASE + "register", Map.of());
        assertThat(json(nothing).get("errors").toString())
                .isEqualTo("{\"name\":[\"required\"],\"strategy\":[\"required\"],\"timeLimit\":[\"required\"]}");
        var percentage =
                post(BASE + "register", Map.of("name", "A", "strategy", "minimum_percentage", "timeLimit", "soon"));
        assertThat(json(percentage).get("errors").toString())
                .isEqualTo("{\"percentageRequired\":[\"required\"],\"timeLimit\":[\"invalid\"]}");
    }

    @Test
    void areUpdatedByTheirIdAndMayGetAnotherName() {
        post(BASE + "update", Map.of("votingConfigurationId", VotingAnswers.BOARD.toString(), "name", "Directors"));

        assertThat(privicore.lastCommand)
                .isEqualTo(new VotingCommand.UpdateConfiguration(
                        VotingAnswers.BOARD.toString(),
                        Optional.of(new Name("Directors")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void areUpdatedByTheirNameWhereThereIsNoId() {
        post(
                BASE + "update",
                Map.of(
                        "name",
                        "Board",
                        "strategy",
                        "unanimous",
                        "timeLimit",
                        60,
                        "deviceIdentifiers",
                        "",
                        "quorumSize",
                        2,
                        "numberOfAttempts",
                        3));

        assertThat(privicore.lastCommand)
                .isEqualTo(new VotingCommand.UpdateConfiguration(
                        "Board",
                        Optional.empty(),
                        Optional.of(new Strategy.Unanimous()),
                        Optional.of(Duration.ofSeconds(60)),
                        Optional.of(Set.of()),
                        Optional.of(2),
                        Optional.of(3)));
    }

    @Test
    void areNotUpdatedWhereNothingSaysWhich() {
        var unnamed = post(BASE + "update", Map.of("percentageRequired", 50, "timeLimit", 1));
        assertThat(json(unnamed).get("errors").toString())
                .isEqualTo("{\"name\":[\"required\"],\"strategy\":[\"required\"],\"timeLimit\":[\"invalid\"]}");
        var misnamed = post(BASE + "update", Map.of("configurationId", "x".repeat(201)));
        assertThat(json(misnamed).get("errors").toString()).isEqualTo("{\"configurationId\":[\"invalid\"]}");
    }

    @Test
    void areDeletedByIdOrName() {
        for (var field : new String[] {"configurationId", "votingConfigurationId", "name"}) {
            post(BASE + "delete", Map.of(field, "Board"));

            assertThat(privicore.lastCommand).isEqualTo(new VotingCommand.DeleteConfiguration("Board"));
        }
        assertThat(post(BASE + "delete", Map.of("name", "Board", "configurationId", "Bored"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void areShownWithWhatTheyLeaveOpen() {
        var listed = json(get(BASE + "list"));

        assertThat(listed.get(0).toString())
                .isEqualTo(("{\"configurationId\":\"%s\",\"name\":\"Board\",\"strategy\":\"minimum_percentage\","
                                + "\"percentageRequired\":67,\"timeLimit\":600,\"deviceIdentifiers\":[\"%s\"],"
                                + "\"quorumSize\":1,\"numberOfAttempts\":null,\"createdAt\":\"2026-02-21T15:33:44+00:00\"}")
                        .formatted(VotingAnswers.BOARD, DEVICE));
        assertThat(listed.at("/1/percentageRequired").isNull()).isTrue();
        assertThat(listed.at("/1/deviceIdentifiers").isEmpty()).isTrue();
        assertThat(listed.at("/1/quorumSize").isNull()).isTrue();
        assertThat(json(get(BASE + "retrieve/Board"))).isEqualTo(listed.get(0));
        assertThat(json(get(BASE + "retrieve/" + VotingAnswers.BOARD))).isEqualTo(listed.get(0));
    }

    @Test
    void areFoundByTheirNameAsItWasGivenAndByNothingElse() {
        get(BASE + "retrieve/B%C3%BCro%20%2F%201");
        assertThat(privicore.lastQuery).isEqualTo(new VotingQuery.RetrieveConfiguration("Büro / 1"));

        for (var name : new String[] {"a%00b", "%20", "x".repeat(201)}) {
            var answer = get(BASE + "retrieve/" + name);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(json(answer).get("key").asText()).isEqualTo("voting_configuration.not_found");
            assertThat(privicore.lastQuery).isEqualTo(new VotingQuery.RetrieveConfiguration(""));
        }
    }
}
