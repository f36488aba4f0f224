package io.privicore.bootstrap.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The platform as any client sees it. Every refusal that the demo does not ask for ends the demo. */
final class ApiClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int STARTED = 1;
    private static final int SUCCEEDED = 2;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI platform;
    private @Nullable String authorizationToken;
    private @Nullable Channel channel;

    ApiClient(URI platform) {
        this.platform = platform;
    }

    URI platform() {
        return platform;
    }

    /** Sends the token with every call from here on. */
    void authorize(String token) {
        authorizationToken = token;
    }

    /** Opens the WebSocket; from here on outcomes are heard and no longer asked for. */
    void join() throws InterruptedException {
        channel = Channel.join(http, platform, authorizationToken == null ? "" : authorizationToken);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    JsonNode post(String path, Map<String, String> form) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(urlEncoded(form))));
    }

    /** Sends a command and waits for its success. */
    Success command(String path, Map<String, String> form) throws IOException, InterruptedException {
        String id = post(path, form).path("commandId").asText();
        JsonNode outcome = channel == null ? poll(id) : channel.await(id);
        String body = outcome.path("body").asText();
        if (outcome.path("command_status").asInt() != SUCCEEDED) {
            throw new DemoFailure("The platform rejected " + path + (body.isEmpty() ? "." : ": " + body));
        }
        return new Success(id, body);
    }

    private JsonNode poll(String id) throws IOException, InterruptedException {
        JsonNode state = get("/request-status/" + id);
        while (state.path("command_status").asInt() == STARTED) {
            Thread.sleep(Duration.ofMillis(10));
            state = get("/request-status/" + id);
        }
        return state;
    }

    /** Asks for the data of a token, and waits on the WebSocket for it, or for the reason why it cannot be had. */
    Answer requestData(String token) throws IOException, InterruptedException {
        JsonNode accepted = post("/data-token/request-data", Map.of("token", token));
        if (channel == null) {
            throw new IllegalStateException("Data comes over the WebSocket only, and it is not open");
        }
        JsonNode answer = channel.await(accepted.path("commandId").asText());
        if (answer.path("command_status").asInt() == SUCCEEDED) {
            answer = channel.await(accepted.path("requestId").asText());
        }
        return new Answer(
                answer.path("command_status").asInt() == SUCCEEDED,
                answer.path("body").asText());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(platform.resolve(path)).timeout(TIMEOUT);
        if (authorizationToken != null) {
            request.header("X-DPT-AUTHORIZATION", authorizationToken);
        }
        return request;
    }

    private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        var response = http.send(request, BodyHandlers.ofString());
        JsonNode body = parsed(response.body());
        if (response.statusCode() >= 300) {
            throw new DemoFailure("%s %s was answered with %d %s"
                    .formatted(
                            request.method(),
                            request.uri().getPath(),
                            response.statusCode(),
                            body.path("key").asText(body.path("title").asText())));
        }
        return body;
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new DemoFailure("Expected JSON from the platform, but got something else.", e);
        }
    }

    static String urlEncoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.close();
        }
        http.shutdownNow();
    }

    /** @param body what the command made, if it made something with a name */
    record Success(String commandId, String body) {}

    /** @param body the payload in base64, or the reason why there is none */
    record Answer(boolean delivered, String body) {}
}
