package io.privicore.benchmarks.platform;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A running platform, reached as any client would reach it.
 *
 * @param url where it listens
 */
public record Platform(URI url) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public Wire wire() {
        return new Wire(url, Map.of());
    }

    /** A fresh profile that is signed in and has a public key. */
    public Account account() throws IOException, InterruptedException {
        String username = "benchmark-" + UUID.randomUUID();
        String password = "Kettle-" + UUID.randomUUID();
        try (Wire anonymous = wire()) {
            String registration = anonymous
                    .post("/profile/register-profile", Json.of(Map.of("username", username, "password", password)))
                    .expect(202)
                    .field("commandId");
            awaitSuccess(anonymous, registration);
            String token = signIn(anonymous, username, password);
            Account account = new Account(this, username, password, token);
            try (Wire own = account.wire()) {
                String key = own.get("/generate-keys").expect(200).field("public");
                String command = own.post("/public-key/register-public-key", Json.of(Map.of("publicKey", key)))
                        .expect(202)
                        .field("commandId");
                awaitSuccess(own, command);
            }
            return account;
        }
    }

    public List<Account> accounts(int count) throws IOException, InterruptedException {
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            accounts.add(account());
        }
        return accounts;
    }

    public String signIn(Wire wire, String username, String password) throws IOException {
        return wire.post("/profile/authenticate", Json.of(Map.of("username", username, "password", password)))
                .expect(200)
                .field("authorizationToken");
    }

    /** Asks until the command has succeeded. */
    public void awaitSuccess(Wire wire, String commandId) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            String status = wire.post("/request-status/" + commandId, "{}")
                    .expect(200)
                    .json()
                    .asText();
            switch (status) {
                case "succeeded" -> {
                    return;
                }
                case "rejected" ->
                    throw new IOException("Expected command %s to succeed, but it was rejected: %s"
                            .formatted(
                                    commandId,
                                    new String(
                                            wire.get("/request-status/" + commandId)
                                                    .body(),
                                            java.nio.charset.StandardCharsets.UTF_8)));
                default -> Thread.sleep(5);
            }
        }
        throw new IOException("Expected command %s to settle within %s".formatted(commandId, PATIENCE));
    }
}
