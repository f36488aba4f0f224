package io.privicore.adapters.rest.http;

import static io.privicore.adapters.rest.http.Client.authorised;
import static io.privicore.adapters.rest.http.Client.json;
import static io.privicore.adapters.rest.http.Client.request;
import static io.privicore.adapters.rest.http.Client.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.adapters.rest.fake.RecordingPrivicore;
import io.privicore.adapters.rest.fake.VotingAnswers;
import io.privicore.application.query.VotingQuery.CastBallot;
import io.privicore.application.query.VotingQuery.Signed;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Choice;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BallotsTest {

    private static final String PATH = "/voting/cast-ballot";
    private static final BallotId BALLOT = new BallotId(UUID.fromString("b1d0c0a4-3ad1-4a55-b4c5-b1b0ad3c2f10"));

    @Inject
    RecordingPrivicore privicore;

    @ParameterizedTest
    @EnumSource(Client.Type.class)
    void areCastUnderTheSecretOfADevice(Client.Type type) {
        var answer = send(type.body(
                device(VotingAnswers.SECRET),
                Map.of("ballotId", BALLOT.toString(), "vote", "yes", "reason", " as agreed ")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).get("message").asText()).isNotBlank();
        assertThat(privicore.lastQuery).isInstanceOfSatisfying(CastBallot.class, cast -> {
            assertThat(cast.clientId()).isEqualTo("client");
            assertThat(cast.clientSecret().value()).isEqualTo(VotingAnswers.SECRET);
            assertThat(cast.ballot()).isEqualTo(BALLOT);
            assertThat(cast.choice()).isEqualTo(Choice.YES);
            assertThat(cast.reason()).isEqualTo(" as agreed ");
            assertThat(cast.signed()).isEmpty();
        });
    }

    @Test
    void mayBeSignedOverATimeToTheMillisecond() {
        var answer = cast(Map.of("signature", "0A".repeat(64), "castAt", "2026-02-21T16:34:02.101999+01:00"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(privicore.lastQuery).isInstanceOfSatisfying(CastBallot.class, cast -> {
            var signed = cast.signed().orElseThrow();
            assertThat(signed.signature().toArray()).hasSize(64).containsOnly(10);
            assertThat(signed).extracting(Signed::castAt).isEqualTo(Instant.parse("2026-02-21T15:34:02.101Z"));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "vote,maybe,vote,invalid",
        "vote,,vote,required",
        "ballotId,17,ballotId,invalid",
        "ballotId,,ballotId,required",
        "signature,0a,signature,invalid",
        "castAt,now,castAt,invalid",
        "castAt,2026-02-21T15:34:02.101Z,signature,required",
        "surprise,x,surprise,unknown"
    })
    void areRefusedWithTheFieldAtFault(String field, String value, String fault, String key) {
        var answer = cast(Map.of(field, value == null ? "" : value));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).at("/errors/" + fault).toString()).isEqualTo("[\"" + key + "\"]");
    }

    @Test
    void areRefusedWhereASignatureCoversNoTime() {
        var answer = cast(Map.of("signature", "0a".repeat(64)));

        assertThat(json(answer).get("errors").toString()).isEqualTo("{\"castAt\":[\"required\"]}");
    }

    @Test
    void takeReasonsOfFiveHundredCharactersHoweverTheyAreEncoded() {
        assertThat(cast(Map.of("reason", "😀".repeat(500))).statusCode()).isEqualTo(200);
        assertThat(cast(Map.of("reason", "x".repeat(501))).statusCode()).isEqualTo(422);
    }

    @Test
    void cannotBeCastTwice() {
        var answer = cast(Map.of("ballotId", VotingAnswers.CAST.toString()));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).get("key").asText()).isEqualTo("voting.ballot_closed");
    }

    @Test
    void areNotTakenUnderAnotherSecret() {
        var answer = send(Client.Type.JSON_OBJECT.body(device("cs-wrong"), ballot()));

        isUnauthenticated(answer, "profile.invalid_credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer T-good", "Basic", "Basic !!!", "Basic bm9jb2xvbg=="})
    void areNotTakenFromStrangers(String authorization) {
        var request = authorization.isEmpty() ? request(PATH) : request(PATH).header("Authorization", authorization);

        isUnauthenticated(send(Client.Type.JSON_OBJECT.body(request, Map.of("nonsense", 1))), "access.unauthenticated");
    }

    @Test
    void areNotTakenUnderAToken() {
        isUnauthenticated(send(Client.Type.JSON_OBJECT.body(authorised(PATH), ballot())), "access.unauthenticated");
    }

    private static void isUnauthenticated(HttpResponse<String> answer, String key) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(json(answer).get("key").asText()).isEqualTo(key);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Basic realm=\"privicore\", charset=\"UTF-8\"");
    }

    private static HttpResponse<String> cast(Map<String, ?> changed) {
        Map<String, Object> fields = new HashMap<>(ballot());
        fields.putAll(changed);
        return send(Client.Type.JSON_OBJECT.body(device(VotingAnswers.SECRET), fields));
    }

    private static Map<String, String> ballot() {
        return Map.of("ballotId", BALLOT.toString(), "vote", "no");
    }

    private static HttpRequest.Builder device(String secret) {
        var pair = ("client:" + secret).getBytes(StandardCharsets.UTF_8);
        return request(PATH)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
}
