package io.privicore.benchmarks.platform;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A profile of the platform and a token that stands for it. It never prints its secrets. */
public record Account(Platform platform, String username, String password, String token) {

    public Wire wire() {
        return new Wire(platform.url(), Map.of("X-DPT-AUTHORIZATION", token));
    }

    /** Sends a command and waits for its success. */
    public String command(Wire wire, String path, Map<String, ?> fields) throws IOException, InterruptedException {
        String commandId = wire.post(path, Json.of(fields)).expect(202).field("commandId");
        platform.awaitSuccess(wire, commandId);
        return commandId;
    }

    /** The identifier of a further device, approved and without a role. */
    public String device(Wire wire, String name) throws IOException, InterruptedException {
        String request = command(wire, "/device/request-unique-identifier", Map.of("deviceName", name));
        String id = wire.post("/device/retrieve-unique-identifier", Json.of(Map.of("id", request)))
                .expect(200)
                .field("deviceIdentifier");
        command(wire, "/device/approve-device", Map.of("deviceIdentifier", id));
        return id;
    }

    /** The same profile, with a token of an application that may do this for it. */
    public Account delegate(String scope) throws IOException, InterruptedException {
        try (Wire own = wire()) {
            String application = command(
                    own,
                    "/profile/oauth-application-register",
                    Map.of(
                            "name", "benchmark",
                            "redirectUri", "https://benchmark.example/callback",
                            "scopes", List.of(scope)));
            Answer configuration = own.post(
                            "/profile/retrieve-oauth-application-configuration",
                            Json.of(Map.of("applicationId", application)))
                    .expect(200);
            String client = configuration.field("clientId");
            String granted = own.get(
                            "/profile/oauth-application-request-authorization-code?nonce=benchmark&client_id=%s&scope=%s"
                                    .formatted(client, URLEncoder.encode(scope, StandardCharsets.UTF_8)))
                    .expect(202)
                    .field("commandId");
            platform.awaitSuccess(own, granted);
            return new Account(
                    platform, username, password, accessToken(client, configuration.field("clientSecret"), granted));
        }
    }

    private String accessToken(String client, String secret, String granted) throws IOException {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        try (Wire theirs = new Wire(platform.url(), Map.of("Authorization", "Basic " + basic))) {
            String code = theirs.post(
                            "/oauth-application/retrieve-authorization-code",
                            Json.of(Map.of("id", granted, "nonce", "benchmark")))
                    .expect(200)
                    .field("authorizationCode");
            return theirs.post("/oauth-application/obtain-access-token", Json.of(Map.of("authorization_code", code)))
                    .expect(200)
                    .field("token");
        }
    }

    @Override
    public String toString() {
        return "Account[" + username + "]";
    }
}
