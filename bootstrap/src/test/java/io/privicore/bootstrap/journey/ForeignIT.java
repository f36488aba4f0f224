package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.bootstrap.journey.Operations.Operation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private final Client owner;
    private final Client other;
    private final Devices devices;
    private final Map<String, String> things;

    ForeignIT(Platform platform, @TempDir Path folder) throws Exception {
        owner = Client.active(platform.address());
        other = Client.active(platform.address());
        devices = Devices.online(owner, folder, 1);
        things = Belongings.of(owner);
    }

    @AfterEach
    void stop() {
        devices.close();
    }

    @TestFactory
    Stream<DynamicTest> cannotBeToldFromWhatIsUnknown() {
        var unknown = Belongings.unknown(things);
        return foreign(Operations.withToken())
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    var told = told(operation, things);

                    assertThat(told).isEqualTo(told(operation, unknown));
                    assertThat(told).containsAnyOf("404", "not_found");
                }));
    }

    private Stream<Operation> foreign(List<Operation> operations) {
        return operations.stream().filter(operation -> things.keySet().stream().anyMatch(operation::isAbout));
    }

    @Test
    void isUntouchedByWhoeverTries() throws Exception {
        var token = things.getOrDefault("token", "");
        var before = seen();
        assertThat(other.listed(token, false).isMissingNode()).isTrue();

        foreign(Operations.posts())
                .filter(Operation::needsToken)
                .map(operation -> operation.call(other, things))
                .filter(answer -> answer.status() == 202)
                .forEach(answer -> other.outcome(answer.text("commandId")));

        assertThat(seen()).isEqualTo(before);
        try (var channel = Channel.join(owner)) {
            assertThat(channel.fetch(owner, token)).isEqualTo(Belongings.PAYLOAD);
        }
        assertThat(devices.get(0).isOnline()).isTrue();
    }

    /** What the owner sees of everything. */
    private List<JsonNode> seen() {
        var directory = things.get("directoryId");
        return Stream.of(
                        "/data-token/list-data-tokens",
                        "/verified-authenticator/list",
                        "/verified-authenticator/voting-configuration/list",
                        "/policy/list-registered-policies",
                        "/voting/list-polls",
                        "/profile/retrieve-oauth-application-list",
                        "/directory/retrieve-directory/" + directory,
                        "/directory/list-users/" + directory,
                        "/directory/list-invites?directoryId=" + directory)
                .map(path -> owner.get(path).expect(200).json())
                .toList();
    }

    @Test
    void keepsItsOutcomesToItself() {
        var told = other.get("/request-status/" + things.get("id")).expect(200).json();

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
                + answer.text("detail").replaceAll("[0-9a-f-]{36}|" + Belongings.NAME, "…");
    }
}
