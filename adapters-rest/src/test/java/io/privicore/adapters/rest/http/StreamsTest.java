package io.privicore.adapters.rest.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.adapters.rest.fake.StreamsInMemory;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Streams over the wire. */
@QuarkusTest
class StreamsTest {

    private static final String ROOT = "http://127.0.0.1:" + Client.PORT + "/?auth=";

    @Inject
    StreamsInMemory streams;

    @Test
    void whatWasUploadedIsDownloaded() throws Exception {
        for (int size : new int[] {0, 1, 70_000, 3_000_000}) {
            var data = data(size);
            var uploaded = upload(StreamsInMemory.UPLOAD, data);
            assertThat(uploaded.statusCode()).isEqualTo(200);
            assertThat(uploaded.headers().firstValue("Content-Type")).contains("application/json");

            var downloaded = download("");

            assertThat(downloaded.statusCode()).isEqualTo(200);
            assertThat(downloaded.body()).isEqualTo(data);
            assertThat(header(downloaded, "Content-Length")).isEqualTo(String.valueOf(size));
            assertThat(header(downloaded, "Content-Type")).isEqualTo("application/octet-stream");
            assertThat(header(downloaded, "Content-Digest")).isEqualTo(digest(data));
            assertThat(header(downloaded, "Accept-Ranges")).isEqualTo("bytes");
            assertThat(header(downloaded, "Cache-Control")).isEqualTo("no-store");
            assertThat(header(downloaded, "Content-Encoding")).isIn("", "identity");
        }
    }

    @Test
    void everyChunkHasItsStatus() throws Exception {
        var uploaded = send(HttpRequest.newBuilder(URI.create(ROOT + StreamsInMemory.UPLOAD))
                .header("Content-Disposition", "attachment; filename=\"a.bin\"")
                .header("Content-Digest", digest(data(5)))
                .POST(BodyPublishers.ofByteArray(data(5))));

        assertThat(uploaded.body())
                .startsWith("[{\"chunk\":0,\"streamSize\":5,\"received\":5,\"name\":\"a.bin\",\"context\":\"letters\","
                        + "\"started\":\"2026-02-21T15:33:44+00:00\",\"current\":\"2026-02-21T15:33:45+00:00\","
                        + "\"delta\":1.5},{\"chunk\":1,");
        assertThat(streams.digest()).isPresent();
        assertThat(header(download(""), "Content-Disposition"))
                .isEqualTo("attachment; filename=\"a.bin\"; filename*=UTF-8''a.bin");
    }

    @Test
    void whatAPolicyHoldsIsToldFromWhatIsAToken() throws Exception {
        var held = upload(StreamsInMemory.HELD, data(5));

        assertThat(held.statusCode()).isEqualTo(202);
        assertThat(held.headers().firstValue("X-DPT-CAB-ID")).contains(StreamsInMemory.COMMAND.toString());
        assertThat(held.body()).startsWith("[{\"chunk\":0,");
        assertThat(upload(StreamsInMemory.UPLOAD, data(5)).headers().firstValue("X-DPT-CAB-ID"))
                .isEmpty();
    }

    @Test
    void partsAreServedAsAskedFor() throws Exception {
        var data = data(250_000);
        upload(StreamsInMemory.UPLOAD, data);

        var part = download("bytes=90000-210000");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(data, 90_000, 210_001));
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 90000-210000/250000");
        assertThat(header(part, "Repr-Digest")).isEqualTo(digest(data));
        assertThat(header(part, "Content-Digest")).isEmpty();
        assertThat(download("bytes=-10").body()).isEqualTo(Arrays.copyOfRange(data, 249_990, 250_000));
        var outside = download("bytes=250000-");
        assertThat(outside.statusCode()).isEqualTo(416);
        assertThat(header(outside, "Content-Range")).isEqualTo("bytes */250000");
    }

    @Test
    void aTokenThatIsNoneIsA400WhicheverWay() throws Exception {
        for (var token : new String[] {"", "st-other", StreamsInMemory.DOWNLOAD}) {
            var refused = upload(token, data(3_000_000));
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("stream.token_invalid");
        }
        var get = send(HttpRequest.newBuilder(URI.create(ROOT + "nothing")).GET());
        assertThat(get.statusCode()).isEqualTo(400);
        assertThat(get.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void withoutADeviceTheServerIsNotReady() throws Exception {
        var refused = upload(StreamsInMemory.NO_DEVICE, data(10));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("storage.no_device");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void aDigestThatIsNoneIsRefused() throws Exception {
        for (var digest : new String[] {"sha-256=:!:", "sha-256=:AAAA:"}) {
            var refused = send(HttpRequest.newBuilder(URI.create(ROOT + StreamsInMemory.UPLOAD))
                    .header("Content-Digest", digest)
                    .POST(BodyPublishers.ofByteArray(data(5))));
            assertThat(refused.statusCode()).as(digest).isEqualTo(422);
        }
    }

    @Test
    void aDownloadThatCannotGoOnIsVisiblyBroken() throws Exception {
        upload(StreamsInMemory.UPLOAD, data(250_000));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Client.HTTP.send(
                        HttpRequest.newBuilder(URI.create(ROOT + StreamsInMemory.BROKEN))
                                .build(),
                        BodyHandlers.ofByteArray()));
    }

    @Test
    void aClientThatAsksWhetherToGoOnIsToldWhenItsTokenIsGood() throws Exception {
        assertThat(firstLine(StreamsInMemory.UPLOAD)).isEqualTo("HTTP/1.1 100 Continue");
        assertThat(firstLine("st-other")).startsWith("HTTP/1.1 400");
    }

    @Test
    void aClientThatSendsNothingIsToldSo() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(Client.PORT))) {
            socket.getOutputStream().write(head(StreamsInMemory.UPLOAD, "Content-Length: 10\r\n\r\nabc"));
            socket.setSoTimeout(20_000);

            assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
                    .isEqualTo("HTTP/1.1 408");
        }
    }

    private static String firstLine(String token) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(Client.PORT))) {
            socket.getOutputStream().write(head(token, "Content-Length: 10\r\nExpect: 100-continue\r\n\r\n"));
            socket.setSoTimeout(20_000);
            return new java.io.BufferedReader(new java.io.InputStreamReader(socket.getInputStream(), US_ASCII))
                    .readLine();
        }
    }

    private static byte[] head(String token, String rest) {
        return "POST /?auth=%s HTTP/1.1\r\nHost: localhost\r\n%s"
                .formatted(token, rest)
                .getBytes(US_ASCII);
    }

    private static HttpResponse<String> upload(String token, byte[] data) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(ROOT + token))
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(data)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return Client.HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<byte[]> download(String range) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(ROOT + StreamsInMemory.DOWNLOAD))
                .header("Accept-Encoding", "gzip");
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        return Client.HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static byte[] data(int size) {
        var data = new byte[size];
        new Random(size).nextBytes(data);
        return data;
    }

    private static String digest(byte[] data) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(data);
        return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
    }
}
