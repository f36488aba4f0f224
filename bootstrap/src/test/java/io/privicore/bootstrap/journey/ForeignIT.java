package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.bootstrap.journey.Operations.Operation;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to somebody else looks exactly like what does not exist. */
@ExtendWith(SharedPlatform.class)
class ForeignIT {

    private static final byte[] PAYLOAD = "the owner's".getBytes(UTF_8);

    private final Client owner;
    private final Client other;
    private final Devices devices;
    private final String token;
    private final String temporary;
    private final String reservation;
    private final String requested;

    ForeignIT(Platform platform, @TempDir Path folder) throws Exception {
        owner = Client.active(platform.address());
        other = Client.active(platform.address());
        devices = Devices.online(owner, folder, 1);
        token = owner.store("owned", PAYLOAD);
        reservation = owner.run("/data-token/reserve-token-space", Map.of("context", "owned"))
                .command();
        temporary = owner.temporary(reservation);
        requested = owner.run("/device/request-unique-identifier", Map.of("deviceName", "owned"))
                .command();
    }

    @AfterEach
    void stop() {
        devices.close();
    }

    @TestFactory
    Stream<DynamicTest> cannotBeToldFromWhatIsUnknown() {
        var foreign = Map.of(
                "token", token,
                "dataToken", token,
                "temporaryTokenSpace", temporary,
                "deviceIdentifier", devices.get(0).id,
                "commandId", reservation,
                "id", requested);
        var unknown = Map.of(
                "token", random("dtk-"),
                "dataToken", random("dtk-"),
                "temporaryTokenSpace", random("tmp-"),
                "deviceIdentifier", UUID.randomUUID().toString(),
                "commandId", UUID.randomUUID().toString(),
                "id", UUID.randomUUID().toString());
        return Operations.withToken().stream()
                .filter(operation -> foreign.keySet().stream().anyMatch(operation::isAbout))
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    var told = told(operation, foreign);

                    assertThat(told).isEqualTo(told(operation, unknown));
                    assertThat(told).containsAnyOf("404", "not_found");
                }));
    }

    @Test
    void isUntouchedByWhoeverTries() throws Exception {
        assertThat(other.listed(token, false).isMissingNode()).isTrue();
        for (var operation : Operations.posts()) {
            if (operation.isAbout("token") || operation.isAbout("deviceIdentifier")) {
                operation.call(other, Map.of("token", token, "deviceIdentifier", devices.get(0).id));
            }
        }
        try (var channel = Channel.join(owner)) {
            assertThat(channel.fetch(owner, token)).isEqualTo(PAYLOAD);
        }
        assertThat(devices.get(0).isOnline()).isTrue();
    }

    @Test
    void keepsItsOutcomesToItself() {
        var told = other.get("/request-status/" + requested).expect(200).json();

        assertThat(told.path("status").asText()).isEqualTo("succeeded");
        assertThat(told.path("body").isNull()).isTrue();
    }

    private String told(Operation operation, Map<String, String> about) {
        var answer = operation.call(other, about);
        if (answer.status() == 202) {
            var outcome = other.outcome(answer.text("commandId"));
            return outcome.status() + " " + outcome.body();
        }
        answer.expectProblem(answer.status());
        return answer.status() + " " + answer.key() + " "
                + answer.text("detail").replaceAll("[0-9a-f-]{36}", "…");
    }

    private static String random(String prefix) {
        var bytes = new byte[32];
        new java.security.SecureRandom().nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
