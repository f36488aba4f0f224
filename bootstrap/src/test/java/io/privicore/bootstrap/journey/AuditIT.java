package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.bootstrap.RunningPlatform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a profile's audit trail, and that nobody changes it unnoticed, not even with the database in hand. */
@ExtendWith(SharedPlatform.class)
class AuditIT {

    private static final String LINES = "application/x-ndjson";

    private final Platform platform;
    private final Path folder;
    private final Client client;

    AuditIT(Platform platform, @TempDir Path folder) {
        this.platform = platform;
        this.folder = folder;
        client = Client.active(platform.address());
    }

    @Test
    void commandsAndSignInsStandInTheTrail() {
        client.runJson("/device/request-unique-identifier", Map.of("deviceName", "a disk"))
                .expectSuccess();
        Client.stranger(platform.address())
                .post("/profile/authenticate", Map.of("username", client.username(), "password", "wrong"))
                .expect(401);

        Patience.until("the trail to tell", () -> operations("")
                .equals(List.of(
                        "profile.authenticate rejected",
                        "device.request succeeded",
                        "public-key.register succeeded",
                        "profile.authenticate succeeded",
                        "profile.register succeeded")));
        assertThat(operations("?filters%5Boperation%5D=device.*")).containsExactly("device.request succeeded");
        assertThat(operations("?filters%5Boutcome%5D=rejected")).containsExactly("profile.authenticate rejected");
        var page = client.get("/profile/audit?perPage=2&page=3").expect(200).json();
        assertThat(page.path("meta").path("count").asInt()).isEqualTo(5);
        assertThat(page.path("items")).hasSize(1);
        client.get("/profile/audit?filters%5Bsort%5D=up").expect(422);
        Client.stranger(platform.address()).get("/profile/audit").expect(401);
    }

    @Test
    void anExportIsVerifiedAsAWholeAndAnyChangeIsFound() throws Exception {
        var lines = exported();
        var whole = file("whole.jsonl", lines);

        var said = run(0, "verify-audit", whole);
        assertThat(said).contains("Nothing was changed.", "signed under the key in the file");
        var head = said.substring(said.indexOf("--head ") + 7).strip().split("\\s")[0];
        var key = Answer.parse(lines.getLast()).path("key").asText();
        assertThat(run(0, "verify-audit", whole, "--key", key, "--head", head)).contains("the key you named");

        var changed = new ArrayList<>(lines);
        changed.set(1, lines.get(1).replace("succeeded", "rejected"));
        assertThat(run(2, "verify-audit", file("changed.jsonl", changed))).contains("number 2: its content");

        var dropped = new ArrayList<>(lines);
        dropped.remove(1);
        assertThat(run(2, "verify-audit", file("dropped.jsonl", dropped)))
                .contains("number 2: number 3 is in its place");

        var swapped = new ArrayList<>(lines);
        Collections.swap(swapped, 0, 1);
        assertThat(run(2, "verify-audit", file("swapped.jsonl", swapped))).contains("WRONG");

        var shorter = new ArrayList<>(lines);
        shorter.remove(lines.size() - 2);
        assertThat(run(2, "verify-audit", file("shorter.jsonl", shorter))).contains("the chain ends before it");

        var endless = lines.subList(0, lines.size() - 1);
        assertThat(run(2, "verify-audit", file("endless.jsonl", endless))).contains("signed end is missing");

        var other = exportedOf(Client.active(platform.address()));
        assertThat(run(2, "verify-audit", file("other.jsonl", other), "--head", head))
                .contains("does not go through number");
        assertThat(run(2, "verify-audit", whole, "--key", "ab".repeat(32))).contains("WRONG");
        assertThat(run(1, "verify-audit", file("none.jsonl", List.of("[]")))).contains("line 1 cannot be read");
    }

    @Test
    void whoeverHasTheDatabaseIsFoundOut() throws Exception {
        var trail = Answer.parse(exported().getFirst()).path("trail").asText();
        var change = "update audit_link set outcome = 'rejected' where number = 2 and trail = '%s'".formatted(trail);
        assertThatThrownBy(() -> platform.services().change(change)).hasMessageContaining("never changed");
        assertThatThrownBy(() -> platform.services().change("truncate audit_link"))
                .hasMessageContaining("never changed");

        platform.services().change("alter table audit_link disable trigger audit_link_final");
        try {
            platform.services().change(change);
        } finally {
            platform.services().change("alter table audit_link enable trigger audit_link_final");
        }

        assertThat(run(2, "verify-audit", file("tampered.jsonl", exported())))
                .contains("The platform itself does not vouch for it: entry 2");
    }

    @Test
    void aTrailWhoseEndWasSetBackIsFoundOut() throws Exception {
        var trail = Answer.parse(exported().getFirst()).path("trail").asText();
        platform.services()
                .change("update audit_trail t set head_number = 2, head_hash = l.hash from audit_link l"
                        + " where l.trail = t.trail and l.number = 2 and t.trail = '%s'".formatted(trail));

        var lines = lines(client);
        // The trails of others go on.
        exportedOf(Client.active(platform.address()));

        assertThat(lines.getLast())
                .contains("its end is not where the engine left it")
                .doesNotContain("signature");
    }

    /** Once everything that was done stands in it. */
    private List<String> exported() {
        return exportedOf(client);
    }

    private static List<String> exportedOf(Client of) {
        Patience.until("the trail to tell", () -> lines(of).size() > 3);
        return lines(of);
    }

    private static List<String> lines(Client of) {
        var answer = of.get("/profile/audit", Map.of("Accept", LINES)).expect(200);
        assertThat(answer.header("Content-Type")).contains(LINES);
        return answer.body().lines().toList();
    }

    private List<String> operations(String query) {
        List<String> operations = new ArrayList<>();
        client.get("/profile/audit" + query)
                .expect(200)
                .json()
                .path("items")
                .forEach(item -> operations.add(item.path("operation").asText() + " "
                        + item.path("outcome").asText()));
        return operations;
    }

    private String file(String name, List<String> lines) throws Exception {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n", UTF_8)
                .toString();
    }

    private static String run(int exitCode, String... arguments) throws Exception {
        try (var command = RunningPlatform.client(Map.of(), arguments)) {
            var output = command.output();
            assertThat(command.exitCode()).as(output).isEqualTo(exitCode);
            assertThat(output).doesNotContain("\tat ");
            return output;
        }
    }
}
