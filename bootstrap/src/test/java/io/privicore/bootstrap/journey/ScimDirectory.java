package io.privicore.bootstrap.journey;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A directory with a provisioning client. */
final class ScimDirectory {

    static final String TYPE = "application/scim+json";
    static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";

    final Client owner;
    final String id;
    final String shortName;
    final String clientId;
    final String token;
    private final Client stranger;

    private ScimDirectory(Client owner, String id, String shortName, String clientId, String token) {
        this.owner = owner;
        this.id = id;
        this.shortName = shortName;
        this.clientId = clientId;
        this.token = token;
        this.stranger = Client.stranger(owner.base());
    }

    static ScimDirectory of(Platform platform) {
        var owner = Client.active(platform.address());
        var shortName = UUID.randomUUID().toString().substring(0, 23);
        var id = owner.run("/directory/register", Map.of("directoryName", "Acme", "directoryShortName", shortName))
                .expectSuccess()
                .body();
        return of(owner, id, shortName);
    }

    /** With a client of its own. */
    static ScimDirectory of(Client owner, String id, String shortName) {
        var client = owner.run("/directory/create-provisioning-client", Map.of("directoryId", id, "name", "Okta"))
                .expectSuccess();
        return new ScimDirectory(owner, id, shortName, client.command(), client.body());
    }

    URI base() {
        return owner.base().resolve("/scim/v2/" + shortName);
    }

    Answer get(String path) {
        return call("GET", path, "", Map.of());
    }

    Answer call(String method, String path, String body, Map<String, String> headers) {
        return call(token, method, "/scim/v2/" + shortName + path, body, headers);
    }

    Answer call(String bearer, String method, String path, String body, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        if (!bearer.isEmpty()) {
            all.put("Authorization", "Bearer " + bearer);
        }
        return stranger.send(
                method,
                path,
                body.isEmpty() ? "" : TYPE,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                all);
    }

    /** Makes a user and answers its id. */
    String user(String username) {
        return call("POST", "/Users", user(username, username.toUpperCase(Locale.ROOT)), Map.of())
                .expect(201)
                .text("id");
    }

    static String user(String username, String familyName) {
        return """
                {"schemas": ["%s"], "userName": "%s", "name": {"givenName": "Ada", "familyName": "%s"}}""".formatted(USER, username, familyName);
    }

    static String patch(String operations) {
        return """
                {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [%s]}""".formatted(operations);
    }

    static String bulk(String operations) {
        return """
                {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [%s]}""".formatted(operations);
    }
}
