package io.privicore.adapters.rest.http;

import static io.privicore.adapters.rest.fake.DirectoryAnswers.DIRECTORY;
import static io.privicore.adapters.rest.http.Client.authorised;
import static io.privicore.adapters.rest.http.Client.get;
import static io.privicore.adapters.rest.http.Client.json;
import static io.privicore.adapters.rest.http.Client.request;
import static io.privicore.adapters.rest.http.Client.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.adapters.rest.fake.RecordingPrivicore;
import io.privicore.adapters.rest.fake.UserFilesInMemory;
import io.privicore.adapters.rest.fake.UserFilesInMemory.Request;
import io.privicore.application.UserFiles.Row;
import io.privicore.application.query.DirectoryQuery;
import io.privicore.domain.directory.MatchBy;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UserTablesTest {

    private static final String PATH = "/directory/import-users/" + DIRECTORY;
    private static final String FILE = "username,meta.x\r\nada@acme.example,1\r\nbob,\r\n";

    @Inject
    RecordingPrivicore privicore;

    @Inject
    UserFilesInMemory files;

    @Test
    void areTakenInRowByRow() {
        var answer = post(PATH + "?key=username", FILE);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(json(answer).get("commandId").asText()).isEqualTo(UserFilesInMemory.COMMAND.toString());
        assertThat(answer.headers().firstValue("X-DPT-CAB-ID")).contains(UserFilesInMemory.COMMAND.toString());
        assertThat(files.request).contains(new Request(DIRECTORY, MatchBy.USERNAME, false));
        assertThat(files.rows())
                .containsExactly(
                        new Row(2, Map.of("username", "ada@acme.example", "meta.x", "1")),
                        new Row(3, Map.of("username", "bob")));
        assertThat(files.digest).contains(digest(FILE));
        assertThat(files.closed).isTrue();
    }

    @Test
    void areTakenInBeyondWhatABodyMayHave() {
        var answer =
                post(PATH + "?key=externalId&dryRun=true", "externalId\n" + ("x".repeat(99) + "\n").repeat(20_001));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(files.request).contains(new Request(DIRECTORY, MatchBy.EXTERNAL_ID, true));
        assertThat(files.rows()).hasSize(20_001);
        assertThat(files.batches).allMatch(batch -> batch.size() <= 500);
    }

    @Test
    void areTheSameRequestWhereTheFileIsTheSame() {
        var keyed = submitted("k-1", FILE);

        assertThat(submitted("k-1", FILE)).isEqualTo(keyed);
        assertThat(submitted("k-1", FILE + "carl,\r\n")).isNotEqualTo(keyed);
    }

    private Object submitted(String key, String file) {
        send(csv(PATH + "?key=username").header("Idempotency-Key", key).POST(BodyPublishers.ofString(file)));
        return files.submitter.flatMap(caller -> caller.idempotency()).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?key=username|username,nope|422|import.malformed",
                "?key=externalId|username|422|import.malformed",
                "?key=username|username,password|422|import.malformed",
                "?key=shoeSize|username|422|request.invalid",
                "?key=username&dryrun=true|username|422|request.invalid",
                "''|username|422|request.invalid"
            })
    void areRefusedBeforeAnythingIsTaken(String query, String header, int status, String key) {
        var answer = post(PATH + query, header + "\n");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("key").asText()).isEqualTo(key);
    }

    @Test
    void areRefusedWhereTheyAreHostile() {
        assertRefused(422, "import.not_utf8", "username\nZürich\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(422, "import.not_utf8", "username\nZürich\n".getBytes(StandardCharsets.UTF_16));
        assertRefused(413, "import.too_large", ("username\n" + "x".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        assertRefused(422, "import.malformed", "username\n\"ada".getBytes(StandardCharsets.UTF_8));
        assertRefused(422, "import.malformed", "username\nada,bob\n".getBytes(StandardCharsets.UTF_8));
    }

    private void assertRefused(int status, String key, byte[] file) {
        var answer = send(csv(PATH + "?key=username").POST(BodyPublishers.ofByteArray(file)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("key").asText()).isEqualTo(key);
        assertThat(files.submitter).isEmpty();
        assertThat(files.closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/csv; charset=iso-8859-1", "text/plain"})
    void areRefusedInOtherTypes(String type) {
        var answer = send(
                authorised(PATH + "?key=username").header("Content-Type", type).POST(BodyPublishers.ofString(FILE)));

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void areTakenInWhicheverWayUtf8IsSaid() {
        var answer = send(authorised(PATH + "?key=username")
                .header("Content-Type", "text/csv; charset=\"UTF-8\"; header=present")
                .POST(BodyPublishers.ofString(FILE)));

        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void areNobodysWithoutAToken() {
        var answer = send(
                request(PATH + "?nonsense=1").header("Content-Type", "text/csv").POST(BodyPublishers.ofString(FILE)));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void areNotTakenForADirectoryThatIsNotThere() {
        assertThat(post("/directory/import-users/nonsense?key=username", FILE).statusCode())
                .isEqualTo(404);
    }

    @Test
    void comeOutHarmlessAndQuoted() {
        var answer = get("/directory/export-users/" + DIRECTORY);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body())
                .isEqualTo("username,familyName,meta.x\r\n"
                        + "ada@acme.example,'=cmd|' /C calc'!A0,\"a,\"\"b\"\"\r\nc\"\r\n"
                        + "bob,''+41,\r\n");
        assertThat(privicore.lastQuery).isEqualTo(new DirectoryQuery.ExportUsers(DIRECTORY));
    }

    @Test
    void tellHowAnImportStands() {
        var answer = json(get("/directory/retrieve-import/" + DIRECTORY + "/" + UserFilesInMemory.COMMAND));

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly(
                        "commandId",
                        "key",
                        "dryRun",
                        "state",
                        "reason",
                        "rows",
                        "created",
                        "updated",
                        "unchanged",
                        "refused",
                        "startedAt",
                        "endedAt",
                        "keptUntil");
        assertThat(answer.get("key").asText()).isEqualTo("externalId");
        assertThat(answer.get("state").asText()).isEqualTo("broken-off");
    }

    @Test
    void reportOnEveryRow() {
        var answer = get("/directory/import-report/" + DIRECTORY + "/" + UserFilesInMemory.COMMAND);

        assertThat(answer.body()).isEqualTo("line,action\r\n2,created\r\n3,refused\r\n");
        assertThat(privicore.lastQuery)
                .isEqualTo(new DirectoryQuery.ReportImport(DIRECTORY, UserFilesInMemory.COMMAND));
    }

    private static HttpResponse<String> post(String path, String file) {
        return send(csv(path).POST(BodyPublishers.ofString(file)));
    }

    private static HttpRequest.Builder csv(String path) {
        return authorised(path).header("Content-Type", "text/csv");
    }

    private static String digest(String file) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(file.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
