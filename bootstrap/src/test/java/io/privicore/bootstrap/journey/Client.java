package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** A client as an integrator would write it. What carries a token is sent on behalf of one profile. */
final class Client {

    static final String TOKEN = "X-DPT-AUTHORIZATION";
    static final String COMMAND = "X-DPT-CAB-ID";
    static final String REQUEST = "X-DPT-CAB-REQUEST-ID";
    static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI base;
    private final Map<String, String> headers;
    private final String username;
    private final String password;

    private Client(URI base, Map<String, String> headers, String username, String password) {
        this.base = base;
        this.headers = headers;
        this.username = username;
        this.password = password;
    }

    static Client stranger(URI base) {
        return new Client(base, Map.of(), "", "");
    }

    static Client withToken(URI base, String token) {
        return new Client(base, Map.of(TOKEN, token), "", "");
    }

    /** Registers a profile and signs it in. */
    static Client newcomer(URI base) {
        var username = "user-" + UUID.randomUUID();
        var password = "pw " + UUID.randomUUID();
        var credentials = Map.of("username", username, "password", password);
        var stranger = stranger(base);
        var registered = stranger.submit("/profile/register-profile", credentials);
        Patience.until("the registration", () -> stranger.status(registered) != 1);
        return signIn(base, username, password);
    }

    /** Signs in a profile that is there already; where others of this machine guessed passwords, it comes again. */
    static Client signIn(URI base, String username, String password) {
        var credentials = Map.of("username", username, "password", password);
        var answer = Patience.await(
                "an answer to a sign-in", () -> Optional.of(stranger(base).post("/profile/authenticate", credentials))
                        .filter(told -> told.status() != 429));
        return new Client(base, Map.of(TOKEN, answer.expect(200).text("authorizationToken")), username, password);
    }

    /** Does what a profile must do before it may do anything else. */
    static Client active(URI base) {
        return newcomer(base).activated();
    }

    /** The same, with a public key by now. */
    Client activated() {
        var publicKey = get("/generate-keys").expect(200).text("public");
        run("/public-key/register-public-key", Map.of("publicKey", publicKey)).expectSuccess();
        return this;
    }

    /** The same profile at another address of the platform. */
    Client at(URI elsewhere) {
        return new Client(elsewhere, headers, username, password);
    }

    URI base() {
        return base;
    }

    String token() {
        return headers.getOrDefault(TOKEN, "");
    }

    String username() {
        return username;
    }

    String password() {
        return password;
    }

    Answer get(String path) {
        return send("GET", path, "", BodyPublishers.noBody(), Map.of());
    }

    Answer get(String path, Map<String, String> more) {
        return send("GET", path, "", BodyPublishers.noBody(), more);
    }

    Answer post(String path, Map<String, ?> fields) {
        return send("POST", path, FORM, BodyPublishers.ofString(form(fields)), Map.of());
    }

    Answer postJson(String path, Object body) {
        return send("POST", path, JSON, BodyPublishers.ofString(Answer.render(body)), Map.of());
    }

    Answer send(String method, String path, String type, BodyPublisher body, Map<String, String> more) {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        headers.forEach(request::setHeader);
        more.forEach(request::setHeader);
        if (!type.isEmpty()) {
            request.setHeader("Content-Type", type);
        }
        request.method(method, body);
        try {
            var begun = new AtomicLong();
            HttpResponse<String> response = HTTP.send(request.build(), _ -> {
                begun.set(System.nanoTime());
                return HttpResponse.BodySubscribers.ofString(UTF_8);
            });
            return new Answer(
                    method + " " + path, response.statusCode(), response.headers(), response.body(), begun.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Hands a command in and answers its id. */
    String submit(String path, Map<String, ?> fields) {
        return post(path, fields).expect(202).text("commandId");
    }

    /** Hands a command in and waits for its outcome by asking. */
    Outcome run(String path, Map<String, ?> fields) {
        return outcome(submit(path, fields));
    }

    Outcome runJson(String path, Object body) {
        return outcome(postJson(path, body).expect(202).text("commandId"));
    }

    int status(String command) {
        return get("/request-status/" + command).json().path("command_status").asInt();
    }

    Outcome outcome(String command) {
        return Patience.await("the outcome of " + command, () -> {
            JsonNode told = get("/request-status/" + command).json();
            return told.path("command_status").asInt() == 1 ? Optional.empty() : Optional.of(Outcome.of(command, told));
        });
    }

    /** Reserves a space and answers the temporary token. */
    String reserve(String context, int minutes) {
        var command = run("/data-token/reserve-token-space", Map.of("context", context, "ttl", minutes))
                .expectSuccess()
                .command();
        return temporary(command);
    }

    String temporary(String reservation) {
        return get("/data-token/retrieve-temporary-data-token/" + reservation)
                .expect(200)
                .text("token");
    }

    /** Reserves, exchanges and answers the permanent token. */
    String store(String context, byte[] payload) {
        return run(
                        "/data-token/exchange-data-for-token",
                        Map.of("temporaryTokenSpace", reserve(context, 5), "data", base64(payload)))
                .expectSuccess()
                .body();
    }

    /** What the list says of one token. */
    JsonNode listed(String token, boolean deleted) {
        var query = "?filters[token]=" + token + (deleted ? "&deleted=true" : "");
        return get("/data-token/list-data-tokens" + query.replace("[", "%5B").replace("]", "%5D"))
                .expect(200)
                .json()
                .path("items")
                .path(0);
    }

    static String base64(byte[] payload) {
        return Base64.getEncoder().encodeToString(payload);
    }

    static String form(Map<String, ?> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), UTF_8) + "="
                        + URLEncoder.encode(String.valueOf(field.getValue()), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
