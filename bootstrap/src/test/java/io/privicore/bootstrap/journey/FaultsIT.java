package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A platform that loses its broker or its database for a while. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

    private static final byte[] PAYLOAD = "kept through all faults".getBytes(UTF_8);

    private final Platform platform;
    private final Client client;
    private final Devices devices;
    private String token = "";

    FaultsIT(@TempDir Path folder) throws Exception {
        platform = Platform.behindProxies(folder.resolve("data"));
        client = Client.active(platform.address());
        devices = Devices.online(client, folder.resolve("devices"), 2);
    }

    @BeforeAll
    void store() {
        token = client.store("faults", PAYLOAD);
    }

    @AfterAll
    void stop() throws Exception {
        devices.close();
        platform.close();
    }

    @Test
    void withoutItsBrokerItTakesNoDataAndGoesOnOtherwise() throws Exception {
        var temporary = client.reserve("faults", 5);
        platform.services().broker().cut();
        Patience.until("the loss to be noticed", () -> health() == 503);

        assertThat(Client.stranger(platform.address()).get("/health").json().toString())
                .contains("\"status\":\"down\"")
                .contains("\"broker\":\"down\"")
                .contains("\"database\":\"up\"");
        var refused = exchange(temporary).expectProblem(503);
        assertThat(refused.key()).isEqualTo("engine.broker_unavailable");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        client.get("/profile/retrieve-profile-id").expect(200);
        assertThat(client.listed(token, false).path("context").asText()).isEqualTo("faults");
        var later = client.reserve("faults", 5);
        client.run("/data-token/update-data-token", Map.of("token", token, "fileName", "while-away"))
                .expectSuccess();

        platform.services().broker().restore();
        Patience.until("its recovery", () -> health() == 200);
        devices.awaitOnline();
        for (var open : List.of(temporary, later)) {
            client.outcome(exchange(open).expect(202).text("commandId")).expectSuccess();
        }
        expectServed();
    }

    @Test
    void withoutItsDatabaseItTakesNothingAndComesBackByItself() throws Exception {
        platform.services().database().cut();

        assertThat(health()).isEqualTo(503);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            List<Callable<Answer>> requests = List.of(
                    () -> client.get("/profile/retrieve-profile-id"),
                    () -> client.get("/data-token/list-data-tokens"),
                    () -> client.get("/device/retrieve-profile-devices"),
                    () -> client.get("/request-status/" + java.util.UUID.randomUUID()),
                    () -> client.post("/data-token/reserve-token-space", Map.of("context", "faults")),
                    () -> client.post("/data-token/request-data", Map.of("token", token)),
                    () -> client.post(
                            "/profile/authenticate",
                            Map.of("username", client.username(), "password", client.password())));
            requests.forEach(request -> answers.add(callers.submit(request)));
            for (var answer : answers) {
                var problem = answer.get().expectProblem(503);
                assertThat(problem.key()).isEqualTo("engine.database_unavailable");
                assertThat(Integer.parseInt(problem.header("Retry-After"))).isPositive();
            }
        }

        platform.services().database().restore();
        Patience.until("its recovery", () -> health() == 200);
        client.get("/profile/retrieve-profile-id").expect(200);
        assertThat(client.get("/data-token/list-data-tokens?filters%5Bcontext%5D=faults")
                        .expect(200)
                        .json()
                        .path("items"))
                .isNotEmpty();
        client.store("faults", PAYLOAD);
        expectServed();
    }

    private void expectServed() throws Exception {
        try (var channel = Channel.join(client)) {
            assertThat(channel.fetch(client, token)).isEqualTo(PAYLOAD);
        }
    }

    private Answer exchange(String temporary) {
        return client.post(
                "/data-token/exchange-data-for-token",
                Map.of("temporaryTokenSpace", temporary, "data", Client.base64(PAYLOAD)));
    }

    private int health() {
        return Client.stranger(platform.address()).get("/health").status();
    }
}
