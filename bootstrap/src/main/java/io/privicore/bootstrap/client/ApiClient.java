package io.privicore.bootstrap.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The platform as any client sees it. Every refusal that was not asked for is a failure. */
public final class ApiClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int STARTED = 1;
    private static final int SUCCEEDED = 2;
    private static final int STREAM = 1;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Transfers transfers = new Transfers(http);
    private final URI platform;
    private @Nullable String authorizationToken;
    private @Nullable Channel channel;

    public ApiClient(URI platform) {
        this.platform = platform;
    }

    public URI platform() {
        return platform;
    }

    /** Sends the token with every call from here on. */
    public void authorize(String token) {
        authorizationToken = token;
    }

    /** Opens the WebSocket; from here on outcomes are heard and no longer asked for. */
    public void join() throws InterruptedException {
        channel = Channel.join(http, platform, authorizationToken == null ? "" : authorizationToken);
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** What is no JSON. */
    public String text(String path, String type) throws IOException, InterruptedException {
        HttpRequest request = request(path).header("Accept", type).GET().build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw refused(request, response.statusCode(), response.body());
        }
        return response.body();
    }

    public JsonNode post(String path, Map<String, String> form) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(urlEncoded(form))));
    }

    /** Sends a command and waits for its success. */
    public Success command(String path, Map<String, String> form) throws IOException, InterruptedException {
        return outcome(path, post(path, form).path("commandId").asText());
    }

    /** Hands in a text that is no form, as a command, and waits for its success. */
    public Success command(String path, String type, String text) throws IOException, InterruptedException {
        var accepted = send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(text)));
        return outcome(path, accepted.path("commandId").asText());
    }

    /** Waits for the success of a command that was sent to the path. */
    public Success outcome(String path, String id) throws IOException, InterruptedException {
        JsonNode outcome = channel == null ? poll(id) : channel.await(id);
        String body = outcome.path("body").asText();
        if (outcome.path("command_status").asInt() != SUCCEEDED) {
            throw new ClientFailure("The platform rejected " + path + (body.isEmpty() ? "." : ": " + body));
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
    public Answer requestData(String token) throws IOException, InterruptedException {
        return answer(askForData(token));
    }

    /** Asks for the data of a token; answers the request's id. */
    public String askForData(String token) throws IOException, InterruptedException {
        return post("/data-token/request-data", Map.of("token", token))
                .path("requestId")
                .asText();
    }

    /** What comes of a request, whoever made it. */
    public Answer answer(String request) throws InterruptedException {
        JsonNode answer = joined().await(request);
        String body = answer.path("body").asText();
        if (answer.path("command_status").asInt() != SUCCEEDED) {
            return new Answer.Refused(body);
        }
        return answer.path("output_type").asInt() == STREAM
                ? new Answer.Stream(URI.create(body))
                : new Answer.Inline(Base64.getDecoder().decode(body));
    }

    /** Reserves a token and answers where its data is to be sent, once. */
    public Reserved reserve(String context, int minutes) throws IOException, InterruptedException {
        String command = command(
                        "/data-token/reserve-token-space", Map.of("context", context, "ttl", Integer.toString(minutes)))
                .commandId();
        JsonNode temporary = get("/data-token/retrieve-temporary-data-token/" + command);
        return new Reserved(
                command,
                temporary.path("token").asText(),
                URI.create(temporary.path("stream").asText()));
    }

    /** Sends the data of a reservation and waits for its token. */
    public String upload(Reserved reserved, String name, InputStream data, long length, Progress progress)
            throws IOException, InterruptedException {
        transfers.upload(reserved.stream(), name, data, length, progress);
        try {
            return joined().await(reserved.commandId()).path("body").asText();
        } catch (ClientFailure silent) {
            // The data is stored: what the channel did not tell can be asked for.
            return poll(reserved.commandId()).path("body").asText();
        }
    }

    /** Says what file is behind the token; its extension is what follows the last dot, or a dash if nothing does. */
    public void describe(String token, String fileName, String context, long size)
            throws IOException, InterruptedException {
        int dot = fileName.lastIndexOf('.');
        String extension = dot < 0 || dot == fileName.length() - 1 ? "-" : fileName.substring(dot + 1);
        post(
                "/data-token/configure-file-meta",
                Map.of(
                        "token",
                        token,
                        "fileName",
                        fileName,
                        "extension",
                        extension,
                        "context",
                        context,
                        "size",
                        Long.toString(size),
                        "path",
                        "/" + fileName));
    }

    /** Takes what a download offers from the given byte on. */
    public Transfers.Download download(URI stream, long from) throws IOException, InterruptedException {
        return transfers.download(stream, from);
    }

    private Channel joined() {
        if (channel == null) {
            throw new IllegalStateException("Expected the WebSocket to be open, for this comes over it only");
        }
        return channel;
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
        if (response.statusCode() >= 300) {
            throw refused(request, response.statusCode(), response.body());
        }
        return parsed(response.body());
    }

    static ClientFailure refused(HttpRequest request, int status, String problem) {
        JsonNode body = parsed(problem);
        return new ClientFailure("%s %s was answered with %d %s"
                .formatted(
                        request.method(),
                        request.uri().getPath(),
                        status,
                        body.path("key").asText(body.path("title").asText())));
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ClientFailure("Expected JSON from the platform, but got something else.", e);
        }
    }

    public static String urlEncoded(Map<String, String> form) {
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
    public record Success(String commandId, String body) {}

    /**
     * A reservation.
     *
     * @param stream where its data goes, for one try
     */
    public record Reserved(String commandId, String temporaryToken, URI stream) {}

    /** What becomes of a request for data. */
    public sealed interface Answer {

        record Inline(byte[] data) implements Answer {}

        /** @param stream from where the data can be had, for a few minutes */
        record Stream(URI stream) implements Answer {}

        /** @param reason the key of the reason */
        record Refused(String reason) implements Answer {}
    }
}
