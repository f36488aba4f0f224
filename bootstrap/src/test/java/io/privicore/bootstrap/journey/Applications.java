package io.privicore.bootstrap.journey;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** An application of some profile, and what it does over HTTP. */
final class Applications {

    static final String REDIRECT = "http://127.0.0.1:7777/callback";

    final String id;
    final String clientId;
    final String secret;
    private final Client anybody;

    private Applications(Client owner, String id, Answer configuration) {
        this.id = id;
        this.clientId = configuration.text("clientId");
        this.secret = configuration.text("clientSecret");
        this.anybody = Client.stranger(owner.base());
    }

    static Applications register(Client owner, String scopes) {
        var id = owner.run(
                        "/profile/oauth-application-register",
                        Map.of("name", "Invoices", "redirectUri", REDIRECT, "scopes", scopes))
                .expectSuccess()
                .body();
        var configuration = owner.post("/profile/retrieve-oauth-application-configuration", Map.of("applicationId", id))
                .expect(200);
        return new Applications(owner, id, configuration);
    }

    /** Lets the profile grant, and retrieves the code. */
    String code(Client granter, String scope) {
        var nonce = "n-" + UUID.randomUUID();
        var command = granter.get("/profile/oauth-application-request-authorization-code?"
                        + Client.form(Map.of("client_id", clientId, "nonce", nonce, "scope", scope)))
                .expect(202)
                .text("commandId");
        granter.outcome(command).expectSuccess();
        return basic("/oauth-application/retrieve-authorization-code", secret(), Map.of("id", command, "nonce", nonce))
                .expect(200)
                .text("authorizationCode");
    }

    Answer obtain(String code) {
        return obtain(secret(), code);
    }

    Answer obtain(String shown, String code) {
        return basic("/oauth-application/obtain-access-token", shown, Map.of("authorization_code", code));
    }

    Answer refresh(String shown, String refreshToken) {
        return basic("/oauth-application/refresh-access-token", shown, Map.of("refresh_token", refreshToken));
    }

    Answer scope(String shown) {
        return anybody.send(
                "GET",
                "/oauth-application/retrieve-oauth-application-scope",
                "",
                BodyPublishers.noBody(),
                Map.of("Authorization", "Basic " + shown));
    }

    /** A client that shows a token of this scope. */
    Client acting(Client granter, String scope) {
        return Client.withToken(
                granter.base(), obtain(code(granter, scope)).expect(200).text("token"));
    }

    String secret() {
        return Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private Answer basic(String path, String shown, Map<String, ?> fields) {
        return anybody.send(
                "POST",
                path,
                Client.FORM,
                BodyPublishers.ofString(Client.form(fields)),
                Map.of("Authorization", "Basic " + shown));
    }
}
