package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Uploads and downloads of one client, whose channel is told of them. */
final class Streams {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Client client;
    private final Channel channel;

    Streams(Client client, Channel channel) {
        this.client = client;
        this.channel = channel;
    }

    /** Where an upload for a reservation goes. */
    record Upstream(String reservation, String url) {}

    /** What was downloaded. */
    record Fetched(int status, HttpHeaders headers, byte[] body) {

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    /** A fresh reservation. */
    Upstream upstream() {
        var command = client.run("/data-token/reserve-token-space", Map.of("context", "streams", "ttl", 5))
                .expectSuccess()
                .command();
        return again(new Upstream(command, ""));
    }

    /** The same reservation with a fresh token. */
    Upstream again(Upstream upstream) {
        var url = client.get("/data-token/retrieve-temporary-data-token/" + upstream.reservation())
                .expect(200)
                .text("stream");
        return new Upstream(upstream.reservation(), url);
    }

    Answer upload(Upstream upstream, byte[] data) throws Exception {
        return upload(upstream, data, Map.of());
    }

    Answer upload(Upstream upstream, byte[] data, Map<String, String> headers) throws Exception {
        return upload(upstream, BodyPublishers.ofByteArray(data), headers);
    }

    /** Uploads without saying how much there is, and does something when so much of it was taken. */
    Answer upload(Upstream upstream, byte[] data, int at, Runnable meanwhile) throws Exception {
        return upload(upstream, BodyPublishers.ofInputStream(() -> interrupted(data, at, meanwhile)), Map.of());
    }

    private static Answer upload(Upstream upstream, BodyPublisher body, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(upstream.url())).timeout(PATIENCE);
        headers.forEach(request::setHeader);
        var response = HTTP.send(request.POST(body).build(), BodyHandlers.ofString());
        return new Answer("POST /", response.statusCode(), response.headers(), response.body(), System.nanoTime());
    }

    /** Begins an upload of so many bytes, sends those and hangs up. */
    void breakOff(Upstream upstream, byte[] data, int announced) throws IOException {
        var url = URI.create(upstream.url());
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            var head = "POST /?%s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n"
                    .formatted(url.getRawQuery(), url.getAuthority(), announced);
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            socket.getOutputStream().write(data);
            socket.getOutputStream().flush();
        }
    }

    /** The permanent token that the channel is told of once the upload is done. */
    String settled(Upstream upstream) {
        return channel.await(
                        "the token of " + upstream.reservation(),
                        message -> Channel.isOutcomeOf(upstream.reservation(), message)
                                && !message.data().path("body").isNull())
                .data()
                .path("body")
                .asText();
    }

    /** Reserves, uploads and answers the permanent token. */
    String store(byte[] data) throws Exception {
        var upstream = upstream();
        upload(upstream, data).expect(200);
        return settled(upstream);
    }

    /** Where the data can be downloaded once, as the channel is told. */
    String offered(String token) {
        var asked =
                client.post("/data-token/request-data", Map.of("token", token)).expect(202);
        var request = asked.text("requestId");
        var offer = channel.delivered(request);
        var ready = channel.await(
                "the stream of " + request,
                message -> message.data().path("type").asText().equals("STREAM-READY")
                        && message.data().path("id").asText().equals(request));
        return agreed(offer, ready.data());
    }

    private static String agreed(JsonNode offer, JsonNode ready) {
        if (offer.path("output_type").asInt() != 1
                || !offer.path("body").asText().equals(ready.path("streamUrl").asText())) {
            throw new AssertionError("Not one address in " + offer + " and " + ready);
        }
        return ready.path("streamUrl").asText();
    }

    Fetched fetch(String url, String range) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
        if (!range.isEmpty()) {
            request.setHeader("Range", range);
        }
        return fetched(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
    }

    /** Begins a download, of which as much comes as is read. */
    InputStream open(String url) throws Exception {
        var response = HTTP.send(
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new AssertionError("The download was answered with " + response.statusCode());
        }
        return response.body();
    }

    /** Downloads, and does something when so much of it has come. */
    Fetched fetch(String url, int at, Runnable meanwhile) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        var response = HTTP.send(request, BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            var whole = new ByteArrayOutputStream();
            whole.writeBytes(body.readNBytes(at));
            meanwhile.run();
            whole.writeBytes(body.readAllBytes());
            return new Fetched(response.statusCode(), response.headers(), whole.toByteArray());
        }
    }

    private static Fetched fetched(HttpResponse<byte[]> response) {
        return new Fetched(response.statusCode(), response.headers(), response.body());
    }

    /** Waits until the devices of the client have said that they hold nothing, a while from now. */
    void awaitNothingHeld() {
        var later = Instant.now().plusSeconds(3);
        Patience.until("nothing is left on devices", () -> StreamSupport.stream(
                        client.get("/storage/list-storage-devices")
                                .expect(200)
                                .json()
                                .spliterator(),
                        false)
                .allMatch(device -> device.path("items").asInt() == 0
                        && OffsetDateTime.parse(device.path("lastSeenAt").asText())
                                .toInstant()
                                .isAfter(later)));
    }

    static String digest(byte[] data) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(data);
        return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
    }

    private static InputStream interrupted(byte[] data, int at, Runnable meanwhile) {
        return new FilterInputStream(new ByteArrayInputStream(data)) {
            private int read;

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int count = super.read(into, from, length);
                if (read < at && read + count >= at) {
                    meanwhile.run();
                }
                read += count;
                return count;
            }
        };
    }
}
