package io.privicore.device.authenticator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.privicore.protocol.Bytes;
import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
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
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Votes over HTTP, for devices that are not connected to the broker. */
public final class HttpBallotBox {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_SHOWN = 500;

    private final URI address;
    private final String authorization;

    private HttpBallotBox(URI address, String authorization) {
        this.address = address;
        this.authorization = authorization;
    }

    /** The ballot box of the platform at this address, for the device that has this secret. */
    public static HttpBallotBox at(String apiUrl, String clientId, Bytes clientSecret) throws IOException {
        var secret = new String(clientSecret.toArray(), StandardCharsets.UTF_8);
        var credentials = "%s:%s".formatted(clientId, secret).getBytes(StandardCharsets.UTF_8);
        try {
            var base = URI.create(apiUrl.endsWith("/") ? apiUrl : apiUrl + "/");
            if (base.getHost() == null || !("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
                throw new IOException("Expected an address of http or https in api-url, but got " + apiUrl);
            }
            return new HttpBallotBox(
                    base.resolve("voting/cast-ballot"),
                    "Basic " + Base64.getEncoder().encodeToString(credentials));
        } catch (IllegalArgumentException e) {
            throw new IOException("Expected an address in api-url, but got " + apiUrl, e);
        }
    }

    /** Casts a vote that only the secret of the device vouches for. */
    public void cast(UUID ballot, Opinion opinion) throws IOException, InterruptedException {
        post(fields(ballot, opinion));
    }

    /** Casts a vote with the signature of the device. */
    public void cast(AuthenticatorVote vote) throws IOException, InterruptedException {
        var fields = fields(vote.ballot(), new Opinion(vote.choice(), vote.reason()));
        fields.put("castAt", vote.castAt().toString());
        fields.put("signature", HexFormat.of().formatHex(vote.signature().toArray()));
        post(fields);
    }

    private static Map<String, String> fields(UUID ballot, Opinion opinion) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("ballotId", ballot.toString());
        fields.put("vote", opinion.choice().name().toLowerCase(Locale.ROOT));
        if (!opinion.reason().isEmpty()) {
            fields.put("reason", opinion.reason());
        }
        return fields;
    }

    private void post(Map<String, String> fields) throws IOException, InterruptedException {
        var form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        // The secret goes to the address of the bundle and nowhere else, so redirects are not followed.
        try (var client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            var response = client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
            if (response.statusCode() != OK) {
                throw new IOException("Expected the vote to be taken, but the platform answered %d%s"
                        .formatted(response.statusCode(), detail(response.body())));
            }
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
