package io.privicore.bootstrap.demo;

import io.privicore.bootstrap.client.ApiClient;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.key.X25519KeyPair;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** Somebody who has an account: from the registration to the open WebSocket. */
final class ProfileSteps {

    private static final int NAME_BYTES = 4;
    private static final int PASSWORD_BYTES = 18;

    private final ApiClient api;
    private final Screen screen;
    private final String username;
    private final String password;
    private String authorizationToken = "";

    ProfileSteps(ApiClient api, Screen screen) {
        this.api = api;
        this.screen = screen;
        this.username = "demo-" + HexFormat.of().formatHex(random(NAME_BYTES));
        this.password = madeUpPassword();
    }

    String username() {
        return username;
    }

    String password() {
        return password;
    }

    String authorizationToken() {
        return authorizationToken;
    }

    void register() throws Exception {
        screen.step("Register a profile", () -> {
            String id = api.command("/profile/register-profile", credentials()).commandId();
            screen.fact("username", username);
            screen.fact("command", id);
        });
    }

    void signIn() throws Exception {
        screen.step("Sign in", () -> {
            authorizationToken = api.post("/profile/authenticate", credentials())
                    .path("authorizationToken")
                    .asText();
            api.authorize(authorizationToken);
            screen.fact("authorization", shortened(authorizationToken));
        });
    }

    /** The private half is not needed again in this demo, and is forgotten here. */
    void registerKey() throws Exception {
        screen.step("Make a key pair, register its public half", () -> {
            String publicKey = new SignedKey(X25519KeyPair.generate().publicKey()).format();
            api.command("/public-key/register-public-key", Map.of("publicKey", publicKey));
            screen.fact("public key", shortened(publicKey));
        });
    }

    void openChannel() throws Exception {
        screen.step("Open the WebSocket", () -> {
            api.join();
            screen.fact("listening", "outcomes and data come by themselves from here on");
        });
    }

    private Map<String, String> credentials() {
        return Map.of("username", username, "password", password);
    }

    static String madeUpPassword() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(PASSWORD_BYTES));
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    static String shortened(String text) {
        int kept = 24;
        return text.length() <= kept ? text : text.substring(0, kept) + "... (" + text.length() + " characters)";
    }
}
