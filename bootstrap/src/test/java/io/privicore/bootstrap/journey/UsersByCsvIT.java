package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Users that come and go as CSV: many, hostile, and through the death of the platform. */
@ExtendWith(SharedPlatform.class)
class UsersByCsvIT {

    private static final String CSV = "text/csv";
    private static final String HEADER = "username,givenName,familyName,email,externalId,role,state,meta.team\r\n";

    private final Platform platform;

    UsersByCsvIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    void thousandsComeInAndOutAgain() {
        var acme = Organisation.of(Client.active(platform.address()));
        var file = HEADER + acme.rows(3_000);

        var dry = acme.run("key=externalId&dryRun=true", file).expectSuccess();
        assertThat(dry.body())
                .isEqualTo(
                        "{\"rows\":3000,\"created\":3000,\"updated\":0,\"unchanged\":0,\"refused\":0,\"dryRun\":true}");
        assertThat(acme.count()).isEqualTo(1);

        var real = acme.run("key=externalId", file).expectSuccess();
        assertThat(real.body()).contains("\"created\":3000", "\"refused\":0");
        assertThat(acme.count()).isEqualTo(3_001);
        assertThat(acme.report(real.command())).hasSize(3_000).allMatch(row -> row.contains(",created,"));
        assertThat(acme.standing(real.command()).path("state").asText()).isEqualTo("done");

        var exported = acme.export();
        assertThat(exported.lines()).hasSize(3_002);
        assertThat(acme.run("key=username", exported).expectSuccess().body())
                .contains("\"unchanged\":3001", "\"updated\":0", "\"refused\":0");
    }

    @Test
    void usersAreChangedByTheirKeysAndRowsAreRefusedOneByOne() {
        var acme = Organisation.of(Client.active(platform.address()));
        acme.run("key=username", HEADER + acme.rows(3)).expectSuccess();

        var outcome = acme.run(
                        "key=externalId",
                        "externalId,username,familyName,role,email\r\n"
                                + "E-0,,King,auditor,\r\n"
                                + "E-1," + acme.name(7) + ",,,\r\n"
                                + "E-1,,Again,,\r\n"
                                + "E-9,,No Name,,\r\n"
                                + "E-2,,,,no mail\r\n"
                                + "E-2,,,owner,\r\n")
                .expectSuccess();

        assertThat(outcome.body()).contains("\"updated\":2", "\"refused\":4");
        assertThat(acme.report(outcome.command()).stream()
                        .map(row -> row.replaceAll("[0-9a-f-]{36}", "*"))
                        .toList())
                .containsExactly(
                        "2,updated,*,,",
                        "3,updated,*,,",
                        "4,refused,,import.row_repeated,",
                        "5,refused,,import.row_invalid,username",
                        "6,refused,,import.row_invalid,email",
                        "7,refused,,import.row_repeated,");
        assertThat(acme.export()).contains(acme.name(7) + ",Given 1,", ",Given 0,King,", ",auditor,active,");
    }

    @Test
    void formulasAreHarmlessInSpreadsheetsAndComeBackAsTheyWere() {
        var acme = Organisation.of(Client.active(platform.address()));
        acme.run(
                        "key=username",
                        "username,givenName,familyName,meta.phone,meta.note\r\n" + acme.name(0)
                                + ",\"=cmd|' /C calc'!A0\",'tis,+41 44,\"a, \"\"b\"\"\r\nc\"\r\n")
                .expectSuccess();

        var exported = acme.export();

        assertThat(exported).contains(",'=cmd|' /C calc'!A0,'tis,", ",\"a, \"\"b\"\"\r\nc\",'+41 44\r\n");
        assertThat(acme.run("key=username", exported).expectSuccess().body()).contains("\"unchanged\":2");
        var users = acme.client
                .get("/directory/list-users/" + acme.id + "?filters%5BfamilyName%5D='tis")
                .json()
                .path("items");
        assertThat(users.path(0).path("givenName").asText()).isEqualTo("=cmd|' /C calc'!A0");
    }

    @Test
    void hostileFilesAreRefusedAndLeaveNothing() {
        var acme = Organisation.of(Client.active(platform.address()));
        var good = "username,givenName\r\n" + acme.name(0) + ",Ada\r\n";

        acme.refused(422, "import.not_utf8", good + "Zürich-" + acme.name(1) + ",x", ISO_8859_1);
        acme.refused(413, "import.too_large", good + "x".repeat(2_000_000), UTF_8);
        acme.refused(413, "import.too_large", "username" + ",meta.x".repeat(200_000), UTF_8);
        acme.refused(422, "import.malformed", good + acme.name(2) + ",\"Ada\r\n", UTF_8);
        acme.refused(422, "import.malformed", good + acme.name(2) + "\r\n", UTF_8);
        acme.refused(422, "import.malformed", "username,password\r\n" + acme.name(0) + ",secret\r\n", UTF_8);
        acme.refused(422, "import.malformed", good + acme.name(2) + ",\u0000\r\n", UTF_8);
        acme.refused(422, "import.malformed", "username\r\n", UTF_8);

        assertThat(acme.count()).isEqualTo(1);
    }

    @Test
    void aFileThatNeverEndsIsCutOff() {
        var acme = Organisation.of(Client.active(platform.address()));
        var row = (acme.name(0) + "\n").repeat(1_000).getBytes(UTF_8);

        var answer = acme.client.send(
                "POST",
                acme.path("key=username"),
                CSV,
                BodyPublishers.ofInputStream(() -> new SequenceInputStream(Collections.enumeration(Stream.concat(
                                Stream.of("username\n".getBytes(UTF_8)),
                                Stream.generate(() -> row).limit(200))
                        .<InputStream>map(ByteArrayInputStream::new)
                        .toList()))),
                Map.of());

        assertThat(answer.expectProblem(413).key()).isEqualTo("import.too_large");
    }

    @Test
    void othersSeeAndDoNothing() {
        var acme = Organisation.of(Client.active(platform.address()));
        var command =
                acme.run("key=username", HEADER + acme.rows(1)).expectSuccess().command();
        var stranger = Client.active(platform.address());

        stranger.send("POST", acme.path("key=username"), CSV, BodyPublishers.ofString(HEADER), Map.of())
                .expectProblem(404);
        stranger.get("/directory/export-users/" + acme.id).expectProblem(404);
        stranger.get("/directory/import-report/" + acme.id + "/" + command).expectProblem(404);
        Client.stranger(platform.address())
                .send("POST", acme.path("key=username"), CSV, BodyPublishers.ofString(HEADER), Map.of())
                .expectProblem(401);
    }

    @Test
    void anImportGoesOnWhereThePlatformWasKilled(@TempDir Path folder) throws Exception {
        try (var mortal = Platform.start(folder.resolve("data"))) {
            var acme = Organisation.of(Client.active(mortal.address()));
            var command = acme.hand("key=externalId", HEADER + acme.rows(8_000))
                    .expect(202)
                    .text("commandId");
            Patience.until("some rows to be done", () -> created(acme, command) >= 500);
            mortal.kill();

            mortal.start();
            var after = acme.at(mortal);
            assertThat(created(after, command)).isLessThan(8_000);
            mortal.services().change("update deadline set due_at = now() where kind = 'IMPORT'");

            assertThat(after.client.outcome(command).expectSuccess().body())
                    .contains("\"rows\":8000", "\"created\":8000", "\"refused\":0");
            assertThat(after.count()).isEqualTo(8_001);
            var profiles = new HashSet<String>();
            assertThat(after.report(command)).hasSize(8_000).allMatch(row -> profiles.add(row.split(",")[2]));
        }
    }

    private static long created(Organisation organisation, String command) {
        return organisation.standing(command).path("created").asLong();
    }

    /** A directory whose owner the client is. */
    private record Organisation(Client client, String id, String mark) {

        static Organisation of(Client owner) {
            var mark = UUID.randomUUID().toString().substring(0, 13);
            var id = owner.run(
                            "/directory/register", Map.of("directoryName", "Acme", "directoryShortName", "d-" + mark))
                    .expectSuccess()
                    .body();
            return new Organisation(owner, id, mark);
        }

        Organisation at(Platform other) {
            return new Organisation(client.at(other.address()), id, mark);
        }

        String name(int number) {
            return "u%d@%s.example".formatted(number, mark);
        }

        String rows(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i ->
                            "%s,Given %d,Family %d,%s,E-%d,member,active,blue\r\n".formatted(name(i), i, i, name(i), i))
                    .collect(Collectors.joining());
        }

        String path(String query) {
            return "/directory/import-users/" + id + "?" + query;
        }

        Answer hand(String query, String file) {
            return client.send("POST", path(query), CSV, BodyPublishers.ofString(file), Map.of());
        }

        Outcome run(String query, String file) {
            return client.outcome(hand(query, file).expect(202).text("commandId"));
        }

        void refused(int status, String key, String file, Charset charset) {
            var answer = client.send(
                    "POST", path("key=username"), CSV, BodyPublishers.ofByteArray(file.getBytes(charset)), Map.of());
            assertThat(answer.expectProblem(status).key()).isEqualTo(key);
        }

        JsonNode standing(String command) {
            return client.get("/directory/retrieve-import/" + id + "/" + command)
                    .expect(200)
                    .json();
        }

        List<String> report(String command) {
            var lines = new ArrayList<>(client.get("/directory/import-report/" + id + "/" + command)
                    .expect(200)
                    .body()
                    .lines()
                    .toList());
            assertThat(lines.removeFirst()).isEqualTo("line,action,profileId,reason,column");
            return lines;
        }

        String export() {
            return client.get("/directory/export-users/" + id).expect(200).body();
        }

        long count() {
            return client.get("/directory/list-users/" + id)
                    .expect(200)
                    .json()
                    .path("meta")
                    .path("count")
                    .asLong();
        }
    }
}
