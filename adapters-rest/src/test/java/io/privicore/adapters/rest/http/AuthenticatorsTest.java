package io.privicore.adapters.rest.http;

import static io.privicore.adapters.rest.http.Client.authorised;
import static io.privicore.adapters.rest.http.Client.get;
import static io.privicore.adapters.rest.http.Client.json;
import static io.privicore.adapters.rest.http.Client.post;
import static io.privicore.adapters.rest.http.Client.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.adapters.rest.fake.RecordingPrivicore;
import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.command.Command;
import io.privicore.domain.voting.Strategy;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuthenticatorsTest {

    private static final String BASE = "/verified-authenticator/";
    private static final String DEVICE = RecordingPrivicore.DEVICE.toString();

    @Inject
    RecordingPrivicore privicore;

    @Test
    void areDevicesThatGetARoleAndLoseIt() {
        becomes(new AuthenticatorCommand.Register(RecordingPrivicore.DEVICE), "register", Map.of("deviceId", DEVICE));
        becomes(
                new AuthenticatorCommand.Remove(RecordingPrivicore.DEVICE, false),
                "remove",
                Map.of("deviceIdentifier", DEVICE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "list-verified-authenticators"})
    void areListedWithWhatBecameOfTheirBallots(String path) {
        var listed = json(get(BASE + path));

        assertThat(listed.at("/0/deviceIdentifier").asText()).isEqualTo(DEVICE);
        assertThat(listed.at("/0/online").asBoolean()).isTrue();
        assertThat(listed.at("/0/votes").toString())
                .isEqualTo("{\"yes\":1,\"no\":2,\"abstain\":3,\"pending\":4,\"lapsed\":5}");
    }

    @Test
    void voteAsTheProfileHasSet() {
        assertThat(get(BASE + "retrieve-strategy").body())
                .isEqualTo("{\"quorumSize\":2,\"strategy\":\"minimum_percentage\","
                        + "\"strategy_params\":{\"percentage\":67},\"timeLimit\":300,\"numberOfAttempts\":3}");
        becomes(new AuthenticatorCommand.SetQuorumSize(3), "set-quorum-size", Map.of("quorumSize", "3"));
        becomes(
                new AuthenticatorCommand.SetTimeLimit(Duration.ofDays(1)),
                "set-voting-time-limit",
                Map.of("timeLimit", 86_400));
        becomes(
                new AuthenticatorCommand.SetAttempts(10),
                "set-maximum-voting-attempts",
                Map.of("numberOfAttempts", 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "strategy_params[percentage]=67",
                "strategy_params[percentageRequired]=67",
                "strategy_params=67",
                "strategy_params[]=67",
                "strategy_params[0]=67",
                "strategy_params={\"percentage\":67}",
                "strategy_params={\"percentage\":\"67\"}",
                "strategy_params={\"percentage\":[67]}",
                "strategy_params=[67]",
                "strategy_params=[{\"minimum_percentage\":67}]"
            })
    void countByAPercentageHoweverItIsWritten(String parameters) {
        var answer = strategy("strategy=minimum_percentage&" + parameters);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(privicore.lastCommand)
                .isEqualTo(new AuthenticatorCommand.SetStrategy(new Strategy.MinimumPercentage(67)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"67", "\"67\"", "[67]", "{\"percentage\":67}"})
    void countByAPercentageHoweverJsonHasIt(String parameters) {
        var answer = send(authorised(BASE + "set-quorum-strategy")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"strategy\":\"minimum_percentage\",\"strategy_params\":%s}".formatted(parameters))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(privicore.lastCommand)
                .isEqualTo(new AuthenticatorCommand.SetStrategy(new Strategy.MinimumPercentage(67)));
    }

    @Test
    void passOverParametersOfStrategiesThatHaveNone() {
        for (var parameters :
                new String[] {"", "&strategy_params=", "&strategy_params=[]", "&strategy_params[x]=500"}) {
            for (var strategy :
                    new Strategy[] {new Strategy.Unanimous(), new Strategy.Consensus(), new Strategy.Affirmative()}) {
                assertThat(strategy("strategy=" + strategy.wire() + parameters).statusCode())
                        .isEqualTo(202);
                assertThat(privicore.lastCommand).isEqualTo(new AuthenticatorCommand.SetStrategy(strategy));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "strategy=minimum_percentage|strategy_params|required",
                "strategy=minimum_percentage&strategy_params=|strategy_params|required",
                "strategy=minimum_percentage&strategy_params=0|strategy_params|invalid",
                "strategy=minimum_percentage&strategy_params=101|strategy_params|invalid",
                "strategy=minimum_percentage&strategy_params=-1|strategy_params|invalid",
                "strategy=minimum_percentage&strategy_params=half|strategy_params|invalid",
                "strategy=minimum_percentage&strategy_params=66.6|strategy_params|invalid",
                "strategy=minimum_percentage&strategy_params=[]|strategy_params|invalid",
                "strategy=minimum_percentage&strategy_params=[50,60]|strategy_params|invalid",
                "strategy=minimum_percentage&strategy_params[share]=50|strategy_params|invalid",
                "strategy=minimum_percentage&strategy_params={|strategy_params|invalid",
                "strategy=majority&strategy_params=50|strategy|invalid",
                "strategy_params=50|strategy|required",
                "strategy=&strategy_params=50|strategy|required",
                "x=1|strategy|required"
            })
    void refuseStrategiesThatSayNothing(String form, String field, String key) {
        var answer = strategy(form);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).at("/errors/" + field).toString()).isEqualTo("[\"" + key + "\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "set-quorum-size,quorumSize,0",
        "set-quorum-size,quorumSize,1001",
        "set-quorum-size,quorumSize,two",
        "set-voting-time-limit,timeLimit,4",
        "set-voting-time-limit,timeLimit,86401",
        "set-maximum-voting-attempts,numberOfAttempts,0",
        "set-maximum-voting-attempts,numberOfAttempts,11",
        "register,deviceIdentifier,phone",
        "remove,deviceIdentifier,phone"
    })
    void refuseWhatIsOutOfBounds(String path, String field, String value) {
        var answer = post(BASE + path, Map.of(field, value));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("errors").toString()).isEqualTo("{\"%s\":[\"invalid\"]}".formatted(field));
    }

    private void becomes(Command command, String path, Map<String, ?> fields) {
        var answer = post(BASE + path, fields);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(privicore.lastCommand).isEqualTo(command);
    }

    private static HttpResponse<String> strategy(String form) {
        return send(authorised(BASE + "set-quorum-strategy")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }
}
