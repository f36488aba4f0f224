package io.privicore.device.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The platform's HTTP API at one address. */
public final class Platform {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_SHOWN = 500;

    private final URI base;

    private Platform(URI base) {
        this.base = base;
    }

    /** @param where the name of the setting that the address is from */
    public static Platform at(String address, String where) throws IOException {
        try {
            var base = URI.create(address.endsWith("/") ? address : address + "/");
            if (base.getHost() == null || !("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
                throw new IOException(
                        "Expected an address of http or https in %s, but got %s".formatted(where, address));
            }
            return new Platform(base);
        } catch (IllegalArgumentException e) {
            throw new IOException("Expected an address in %s, but got %s".formatted(where, address), e);
        }
    }

    /**
     * Posts a form; the body of an answer with status 200.
     *
     * @param wish what was wanted, for the text of a failure: "the vote to be taken"
     */
    public String post(String path, Optional<String> authorization, Map<String, String> fields, String wish)
            throws IOException, InterruptedException {
        var form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var address = base.resolve(path);
        var request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        authorization.ifPresent(value -> request.header("Authorization", value));
        // A secret goes to the address it is for and nowhere else, so redirects are not followed.
        try (var client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            var response = client.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
            if (response.statusCode() != OK) {
                throw new IOException("Expected %s, but the platform answered %d%s"
                        .formatted(wish, response.statusCode(), detail(response.body())));
            }
            return response.body();
        } catch (ConnectException | HttpTimeoutException e) {
            throw new IOException("Expected the platform at %s, but it cannot be reached".formatted(address), e);
        }
    }

    /** What the problem details say, if these are some. */
    private static String detail(String body) {
        try (var json = new JsonFactory().createParser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    json.nextToken();
                    if (name.equals("detail") && json.currentToken() == JsonToken.VALUE_STRING) {
                        var text = Printable.line(json.getText());
                        return ": " + text.substring(0, Math.min(text.length(), MOST_SHOWN));
                    }
                    json.skipChildren();
                }
            }
        } catch (IOException notJson) {
            // The status has to do.
        }
        return "";
    }
}
