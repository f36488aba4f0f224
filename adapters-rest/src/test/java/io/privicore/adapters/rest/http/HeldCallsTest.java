package io.privicore.adapters.rest.http;

import static io.privicore.adapters.rest.http.Client.authorised;
import static io.privicore.adapters.rest.http.Client.get;
import static io.privicore.adapters.rest.http.Client.json;
import static io.privicore.adapters.rest.http.Client.post;
import static io.privicore.adapters.rest.http.Client.request;
import static io.privicore.adapters.rest.http.Client.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.adapters.rest.fake.RecordingPrivicore;
import io.privicore.application.command.CommandId;
import io.privicore.application.query.ProfileQuery.Authenticate;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that are answered at once, unless a policy holds them until votes agree. */
@QuarkusTest
class HeldCallsTest {

    private static final String CONFIGURATION = "/device/retrieve-device-configuration/" + RecordingPrivicore.DEVICE;
    private static final Map<String, String> SIGN_IN = Map.of("username", "ada", "password", "correct horse");

    @Inject
    RecordingPrivicore privicore;

    private final CommandId command = new CommandId(UUID.randomUUID());

    @BeforeEach
    void hold() {
        privicore.holding = command;
    }

    @AfterEach
    void letGo() {
        privicore.holding = null;
    }

    @Test
    void areAnsweredWithTheCommandTheyWaitUnder() {
        for (var answer : List.of(
                get(CONFIGURATION),
                post("/device/download-device-configuration", Map.of("deviceId", RecordingPrivicore.DEVICE.toString())),
                post("/profile/reauthorize-authorization-token", Map.of("ttl", 60)),
                post(
                        "/data-token/configure-file-meta",
                        Map.of(
                                "token",
                                "dtk-1",
                                "fileName",
                                "a",
                                "extension",
                                "",
                                "context",
                                "",
                                "size",
                                1,
                                "path",
                                "")),
                send(Client.Type.FORM.body(request("/profile/authenticate"), SIGN_IN)))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(answer.body()).isEqualTo("{\"commandId\":\"%s\"}".formatted(command));
            assertThat(answer.headers().firstValue("X-DPT-CAB-ID")).hasValue(command.toString());
        }
    }

    @Test
    void areAnsweredWhenTheyAreMadeAgainUnderThatCommand() {
        assertThat(json(get(CONFIGURATION + "?commandId=" + command)).has("client-secret"))
                .isTrue();
        isPermitted();
        var query = "/profile/reauthorize-authorization-token?commandId=" + command;
        assertThat(json(post(query, Map.of("ttl", 60))).has("authorizationToken"))
                .isTrue();
        isPermitted();
        var fields = Map.of("ttl", 60, "commandId", command.toString());
        assertThat(json(post("/profile/reauthorize-authorization-token", fields))
                        .has("authorizationToken"))
                .isTrue();
        isPermitted();
    }

    @ParameterizedTest
    @EnumSource(Client.Type.class)
    void signInWithTheCommandAmongTheFieldsOrInTheQueryString(Client.Type type) {
        Map<String, String> fields = new HashMap<>(SIGN_IN);
        fields.put("commandId", command.toString());
        for (var answer : List.of(
                send(type.body(request("/profile/authenticate"), fields)),
                send(type.body(request("/profile/authenticate?commandId=" + command), SIGN_IN)),
                send(type.body(request("/profile/authenticate?commandId=" + command), fields)))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(privicore.lastQuery)
                    .isInstanceOfSatisfying(Authenticate.class, signIn -> assertThat(signIn.permit())
                            .hasValue(command));
        }
    }

    @Test
    void refuseCommandsThatAreNone() {
        for (var answer : List.of(
                get(CONFIGURATION + "?commandId=17"),
                post("/profile/reauthorize-authorization-token?commandId=17", Map.of("ttl", 60)),
                post("/profile/reauthorize-authorization-token", Map.of("ttl", 60, "commandId", "17")),
                send(Client.Type.JSON_OBJECT.body(request("/profile/authenticate?commandId=17"), SIGN_IN)))) {
            refuses(answer, "{\"commandId\":[\"invalid\"]}");
        }
        refuses(
                post(
                        "/profile/reauthorize-authorization-token?commandId=" + command,
                        Map.of("ttl", 0, "commandId", UUID.randomUUID().toString())),
                "{\"commandId\":[\"ambiguous\"],\"ttl\":[\"invalid\"]}");
    }

    @Test
    void askStrangersForATokenFirst() {
        assertThat(send(request(CONFIGURATION + "?commandId=17")).statusCode()).isEqualTo(401);
        var contradicting = Map.of("ttl", 60, "commandId", "17");
        var path = "/profile/reauthorize-authorization-token?commandId=" + command;
        assertThat(send(Client.Type.FORM.body(request(path), contradicting)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void areNotMeantWhereThereIsACommandAnyway() {
        privicore.holding = null;
        var answer = post("/data-token/delete-data?commandId=17", Map.of("token", "dtk-1"));
        assertThat(answer.statusCode()).isEqualTo(202);
        refuses(
                post("/data-token/delete-data", Map.of("token", "dtk-1", "commandId", command.toString())),
                "{\"commandId\":[\"unknown\"]}");
    }

    @Test
    void haveNoPermitWhereNobodySaysOne() {
        privicore.holding = null;
        assertThat(send(authorised(CONFIGURATION)).statusCode()).isEqualTo(200);
        assertThat(privicore.lastCaller).isNotNull().satisfies(caller -> assertThat(caller.permit())
                .isEmpty());
    }

    private void isPermitted() {
        assertThat(privicore.lastCaller).isNotNull().satisfies(caller -> assertThat(caller.permit())
                .hasValue(command));
    }

    private static void refuses(HttpResponse<String> answer, String errors) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).get("errors").toString()).isEqualTo(errors);
    }
}
