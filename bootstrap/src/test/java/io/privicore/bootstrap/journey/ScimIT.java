package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SCIM on the wire: what a client library does not show, and what nobody means well with. */
@ExtendWith(SharedPlatform.class)
class ScimIT {

    private final ScimDirectory directory;
    private final String prefix = UUID.randomUUID().toString().substring(0, 8);

    private final Platform platform;

    ScimIT(Platform platform) {
        this.platform = platform;
        directory = ScimDirectory.of(platform);
    }

    @Nested
    class ABulkRequest {

        @Test
        void makesUsersAndAGroupOfThemByTheirBulkIds() {
            var answer = bulk("""
                    {"method": "POST", "path": "/Groups", "bulkId": "g", "data": {"displayName": "%s all",
                        "members": [{"value": "bulkId:a"}, {"value": "bulkId:b"}]}},
                    {"method": "POST", "path": "/Users", "bulkId": "a", "data": %s},
                    {"method": "POST", "path": "/Users", "bulkId": "b", "data": %s},
                    {"method": "PATCH", "path": "/Users/bulkId:b", "data": %s}""".formatted(
                            prefix,
                            ScimDirectory.user(prefix + "-a", "A"),
                            ScimDirectory.user(prefix + "-b", "B"),
                            ScimDirectory.patch("{\"op\": \"replace\", \"path\": \"active\", \"value\": false}")));

            assertThat(statuses(answer)).isEqualTo("201 201 201 200");
            var group = answer.path(0).path("location").asText();
            var members = directory
                    .call(directory.token, "GET", group.substring(group.indexOf("/scim")), "", Map.of())
                    .expect(200)
                    .json()
                    .path("members");
            assertThat(members).hasSize(2);
            var b = answer.path(2).path("location").asText();
            assertThat(directory
                            .get("/Users" + b.substring(b.lastIndexOf('/')))
                            .expect(200)
                            .json()
                            .path("active")
                            .asBoolean())
                    .isFalse();
        }

        @Test
        void makesManyInTheirOrderAndSaysWhichWereRefused() {
            int many = 200;
            var operations = IntStream.range(0, many)
                    .mapToObj(i -> """
                            {"method": "POST", "path": "/Users", "bulkId": "%d", "data": %s}""".formatted(i, ScimDirectory.user(prefix + (i == 150 ? "-7" : "-" + i), "X")))
                    .collect(Collectors.joining(","));

            var answer = bulk(operations);

            assertThat(answer).hasSize(many);
            for (int i = 0; i < many; i++) {
                assertThat(answer.path(i).path("bulkId").asText()).isEqualTo(String.valueOf(i));
                assertThat(answer.path(i).path("status").asText()).isEqualTo(i == 150 ? "409" : "201");
            }
            assertThat(answer.path(150).path("response").path("scimType").asText())
                    .isEqualTo("uniqueness");
        }

        @Test
        void stopsWhenSoManyHaveFailed() {
            var operations = IntStream.range(0, 10)
                    .mapToObj(i -> """
                            {"method": "DELETE", "path": "/Users/%s"}""".formatted(UUID.randomUUID()))
                    .collect(Collectors.joining(","));

            var answer = directory
                    .call("POST", "/Bulk", """
                            {"failOnErrors": 3, "Operations": [%s]}""".formatted(operations), Map.of())
                    .expect(200)
                    .json()
                    .path("Operations");

            assertThat(statuses(answer)).isEqualTo("404 404 404");
        }

        @Test
        void isRefusedWhereItGoesInCircles() {
            directory.call("POST", "/Bulk", ScimDirectory.bulk("""
                            {"method": "POST", "path": "/Groups", "bulkId": "a", "data": {"displayName": "a",
                                "members": [{"value": "bulkId:b"}]}},
                            {"method": "POST", "path": "/Groups", "bulkId": "b", "data": {"displayName": "b",
                                "members": [{"value": "bulkId:a"}]}}"""), Map.of()).expect(409);
        }

        @Test
        void isRefusedWhereItIsTooLarge() {
            var many = IntStream.range(0, 1_001)
                    .mapToObj(_ -> "{\"method\": \"DELETE\", \"path\": \"/Users/x\"}")
                    .collect(Collectors.joining(","));
            assertError(directory.call("POST", "/Bulk", ScimDirectory.bulk(many), Map.of()), 413);

            var padding = "x".repeat(1_100_000);
            assertError(directory.call("POST", "/Bulk", "{\"a\": \"" + padding + "\"}", Map.of()), 413);
        }

        private JsonNode bulk(String operations) {
            return directory
                    .call("POST", "/Bulk", ScimDirectory.bulk(operations), Map.of())
                    .expect(200)
                    .json()
                    .path("Operations");
        }

        private static String statuses(JsonNode operations) {
            var statuses = new StringBuilder();
            operations.forEach(operation -> statuses.append(statuses.isEmpty() ? "" : " ")
                    .append(operation.path("status").asText()));
            return statuses.toString();
        }
    }

    @Nested
    class AFilter {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "userName",
                    "userName eq",
                    "userName eq \"a\" and",
                    "password sw \"a\"",
                    "displayName eq \"a\"",
                    "userName eq 7",
                    "active gt true",
                    "id sw \"a\"",
                    "externalId gt \"a\"",
                    "meta.created eq \"yesterday\"",
                    "meta.created co \"2026\"",
                    "groups[value eq \"a\" and value eq \"b\"]",
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"a\"",
                    "emails[nothing eq \"a\"]",
                    "emails.display eq \"a\"",
                    "userName eq \"a\" or title pr",
                    "userName eq \"a\\u0000\""
                })
        void isRefusedWhereItCannotBeEvaluated(String filter) {
            assertThat(assertError(list(filter), 400).path("scimType").asText()).isEqualTo("invalidFilter");
        }

        @Test
        void isRefusedWhereItIsDeepOrLong() {
            assertError(search("(".repeat(1_000) + "userName pr" + ")".repeat(1_000)), 400);
            assertError(search("not (".repeat(500) + "userName pr" + ")".repeat(500)), 400);
            assertError(search("emails[".repeat(100) + "value pr" + "]".repeat(100)), 400);
            assertError(
                    search(IntStream.range(0, 60)
                            .mapToObj(i -> "userName eq '" + i + "'")
                            .collect(Collectors.joining(" or "))),
                    400);
            assertError(search("userName eq '" + "a".repeat(5_000) + "'"), 400);
        }

        private Answer search(String filter) {
            return directory.call("POST", "/Users/.search", """
                    {"filter": "%s"}""".formatted(filter.replace("'", "\\\"")), Map.of());
        }

        @Test
        void findsExactlyWhatItSays() {
            var ada = directory
                    .call("POST", "/Users", """
                    {"userName": "%s-ada", "name": {"givenName": "Ada"}, "externalId": "E-%s",
                     "emails": [{"value": "ada@acme.example", "type": "home", "primary": true}], "roles": [{"value": "auditor"}]}""".formatted(prefix, prefix), Map.of())
                    .expect(201)
                    .text("id");
            var bob = directory
                    .call("POST", "/Users", """
                    {"userName": "%s-bob", "active": false}""".formatted(prefix), Map.of())
                    .expect(201)
                    .text("id");

            assertFound("userName eq \"%s-ADA\"".formatted(prefix), ada);
            assertFound(mine("emails.value ew \"@acme.example\""), ada);
            assertFound(mine("emails[type eq \"work\" and value co \"ADA\"]"), ada);
            assertFound(mine("not (emails pr)"), bob);
            assertFound(mine("externalId eq \"E-%s\"".formatted(prefix)), ada);
            assertFound(mine("externalId eq \"e-%s\"".formatted(prefix)));
            assertFound(mine("active eq false"), bob);
            assertFound(mine("roles.value ne \"member\""), ada);
            assertFound(mine("groups.value eq \"role-auditor\" or id eq \"%s\"".formatted(bob)), ada, bob);
            assertFound(mine("name.givenName eq null"), bob);
            assertFound(
                    mine("meta.created gt \"2020-01-01T00:00:00Z\" and meta.lastModified lt \"2020-01-01T00:00:00Z\""));
            assertFound(mine("userName gt \"%s-b\"".formatted(prefix)), bob);
        }

        private String mine(String filter) {
            return "userName sw \"%s\" and (%s)".formatted(prefix, filter);
        }

        private void assertFound(String filter, String... ids) {
            var found = list(filter).expect(200).json();
            assertThat(found.path("Resources"))
                    .as(filter)
                    .extracting(user -> user.path("id").asText())
                    .containsExactlyInAnyOrder(ids);
            assertThat(found.path("totalResults").asInt()).isEqualTo(ids.length);
        }

        private Answer list(String filter) {
            return directory.get("/Users?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
        }
    }

    @Nested
    class APatch {

        @Test
        void asEntraWritesItIsDoneAsFarAsItIsKept() {
            var id = directory.user(prefix + "-e");

            var changed = directory
                    .call("PATCH", "/Users/" + id, ScimDirectory.patch("""
                            {"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "X"},
                            {"op": "Replace", "path": "phoneNumbers[type eq \\"mobile\\"].value", "value": "7"},
                            {"op": "Add", "path": "emails[type eq \\"work\\"].value", "value": "one@acme.example"},
                            {"op": "Add", "path": "emails[type eq \\"work\\"].value", "value": "two@acme.example"},
                            {"op": "Add", "path": "roles[primary eq \\"True\\"].value", "value": "auditor"},
                            {"op": "Replace", "value": {"name.givenName": "Kim", "name.familyName": "Lee"}}"""), Map.of())
                    .expect(200)
                    .json();

            assertThat(changed.path("schemas")).hasSize(1);
            assertThat(changed.path("name").path("givenName").asText()).isEqualTo("Kim");
            assertThat(changed.path("name").path("familyName").asText()).isEqualTo("Lee");
            assertThat(changed.path("emails")).hasSize(1);
            assertThat(changed.path("emails").path(0).path("value").asText()).isEqualTo("two@acme.example");
            assertThat(changed.path("roles").path(0).path("value").asText()).isEqualTo("auditor");
        }

        @Test
        void ofTextsThatNoStoreKeepsIsRefused() {
            var id = directory.user(prefix + "-n");

            assertThat(assertError(directory.call("PATCH", "/Users/" + id, ScimDirectory.patch("""
                            {"op": "replace", "path": "userName", "value": "a\\u0000"}"""), Map.of()), 400)
                            .path("scimType")
                            .asText())
                    .isEqualTo("invalidValue");
        }
    }

    @Test
    void listsOfGroupsShowWhoHasARoleWhereThatIsAskedFor() {
        directory.user(prefix + "-g");

        var unasked = directory.get("/Groups").expect(200).json().path("Resources");
        var asked =
                directory.get("/Groups?attributes=members").expect(200).json().path("Resources");

        assertThat(unasked).hasSizeGreaterThanOrEqualTo(4).noneMatch(group -> group.has("members"));
        assertThat(asked).anyMatch(group -> group.path("members").size() > 0);
        assertError(directory.get("/Groups?sortBy=emails%5Bvalue%20eq%20%5B1%5D%5D"), 400);
        assertError(directory.get("/Users?sortBy=emails%5Bvalue%20eq%20%5B1%5D%5D"), 400);
    }

    @Nested
    class ACursor {

        @Test
        void isRefusedWhereItWasTamperedWithOrBelongsToAnotherQuestion() {
            IntStream.range(0, 3).forEach(i -> directory.user(prefix + "-" + i));
            var cursor = directory.get("/Users?cursor=&count=1").expect(200).text("nextCursor");

            directory.get("/Users?cursor=" + cursor + "&count=1").expect(200);
            var changed = (cursor.charAt(0) == 'A' ? 'B' : 'A') + cursor.substring(1);
            for (var bad : new String[] {changed, "x", cursor + "x", "A".repeat(3_000)}) {
                assertThat(assertError(directory.get("/Users?cursor=" + bad), 400)
                                .path("scimType")
                                .asText())
                        .isEqualTo("invalidCursor");
            }
            assertError(directory.get("/Users?cursor=" + cursor + "&sortBy=userName&sortOrder=descending"), 400);
            assertError(directory.get("/Groups?cursor=" + cursor), 400);
            assertError(directory.get("/Users?cursor=" + cursor + "&startIndex=1"), 400);
        }
    }

    @Nested
    class AVersion {

        @Test
        void keepsChangesFromBeingLost() {
            var id = directory.user(prefix + "-v");
            var stale = Map.of("If-Match", "W/\"1\"");
            directory
                    .call("PATCH", "/Users/" + id, ScimDirectory.patch("""
                            {"op": "Replace", "value": {"name": {"familyName": "New"}, "active": "False"}}"""), stale)
                    .expect(200);

            assertError(directory.call("PUT", "/Users/" + id, ScimDirectory.user(prefix + "-v", "Old"), stale), 412);
            assertError(directory.call("DELETE", "/Users/" + id, "", stale), 412);
            var now = directory.get("/Users/" + id).expect(200);
            assertThat(now.json().path("active").asBoolean()).isFalse();
            directory
                    .call("GET", "/Users/" + id, "", Map.of("If-None-Match", now.header("ETag")))
                    .expect(304);
            directory
                    .call("DELETE", "/Users/" + id, "", Map.of("If-Match", now.header("ETag")))
                    .expect(204);
        }
    }

    @Nested
    class AStranger {

        @Test
        void isToldNothing() {
            var path = "/scim/v2/" + directory.shortName + "/Users";
            for (var token : new String[] {"", "scim-wrong", directory.owner.token()}) {
                var answer = directory.call(token, "GET", path, "", Map.of());
                assertError(answer, 401);
                assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            }
        }

        @Test
        void cannotTellAForeignDirectoryFromNone() {
            var foreign = ScimDirectory.of(platform);

            var one = directory.call(foreign.token, "GET", "/scim/v2/" + directory.shortName + "/Users", "", Map.of());
            var none = directory.call(foreign.token, "GET", "/scim/v2/no-such-directory/Users", "", Map.of());

            assertThat(assertError(one, 404).path("detail").asText().replace(directory.shortName, "X"))
                    .isEqualTo(assertError(none, 404).path("detail").asText().replace("no-such-directory", "X"));
            assertError(foreign.get("/Users/" + directory.user(prefix + "-foreign")), 404);
            assertError(foreign.get("/Nothing"), 404);
        }

        @Test
        void isWhoeverWasRevoked() {
            directory.get("/Users").expect(200);
            assertThat(directory
                            .owner
                            .get("/directory/list-provisioning-clients/" + directory.id)
                            .expect(200)
                            .json())
                    .hasSize(1);

            directory
                    .owner
                    .run(
                            "/directory/revoke-provisioning-client",
                            Map.of("directoryId", directory.id, "clientId", directory.clientId))
                    .expectSuccess();

            assertError(directory.get("/Users"), 401);
        }

        @Test
        void getsNowhereElseWithTheTokenOfAClient() {
            var client = Client.withToken(directory.owner.base(), directory.token);
            client.get("/directory/retrieve-directory/" + directory.id).expectProblem(403);
            client.get("/profile/retrieve-profile-id").expectProblem(403);
            client.post("/directory/invite-profile", Map.of("directoryId", directory.id, "username", "somebody"))
                    .expectProblem(403);
        }
    }

    @Test
    void theOwnerIsOutOfReach() {
        var owner = directory
                .get("/Users?filter=" + URLEncoder.encode("roles eq \"owner\"", StandardCharsets.UTF_8))
                .expect(200)
                .json()
                .path("Resources")
                .path(0)
                .path("id")
                .asText();

        assertThat(owner).isNotBlank();
        assertThat(directory.call("DELETE", "/Users/" + owner, "", Map.of()).status())
                .isIn(400, 403);
        assertThat(directory
                        .call("PATCH", "/Users/" + owner, ScimDirectory.patch("""
                                {"op": "replace", "path": "active", "value": false}"""), Map.of())
                        .status())
                .isIn(400, 403);
    }

    @Test
    void aPasswordIsTakenAndNeverShown() {
        var password = "quite a long passphrase " + prefix;
        var created = directory
                .call("POST", "/Users", """
                        {"userName": "%s-p", "password": "%s"}""".formatted(prefix, password), Map.of())
                .expect(201);

        assertThat(created.body()).doesNotContain(password).doesNotContain("password");
        Client.stranger(directory.owner.base())
                .post("/profile/authenticate", Map.of("username", prefix + "-p", "password", password))
                .expect(200);
        assertError(directory.call("POST", "/Users", """
                {"userName": "%s-q", "password": "short"}""".formatted(prefix), Map.of()), 400);
    }

    @Test
    void whatIsNotJsonIsRefusedInTheFormOfTheStandard() {
        assertError(directory.call("POST", "/Users", "{", Map.of()), 400);
        assertError(directory.call("POST", "/Users", "[]", Map.of()), 400);
        assertError(directory.call("POST", "/Users", "{\"a\":".repeat(40) + "1" + "}".repeat(40), Map.of()), 400);
        assertError(directory.call("POST", "/Users", "{\"userName\": \"a\", \"userName\": \"b\"}", Map.of()), 400);
        assertError(directory.call("PUT", "/Users", "{}", Map.of()), 405);
    }

    private static JsonNode assertError(Answer answer, int status) {
        answer.expect(status);
        assertThat(answer.contentType()).isEqualTo(ScimDirectory.TYPE);
        var error = answer.json();
        assertThat(error.path("schemas").path(0).asText()).isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
        assertThat(error.path("status").asText()).isEqualTo(String.valueOf(status));
        return error;
    }
}
