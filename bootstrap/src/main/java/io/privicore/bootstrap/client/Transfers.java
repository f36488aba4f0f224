package io.privicore.bootstrap.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Uploads and downloads by stream tokens, never held whole. */
public final class Transfers {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_SATISFIABLE = 416;
    private static final Pattern TOTAL = Pattern.compile("bytes \\d+-\\d+/(\\d+)");
    private static final Pattern SHA_256 = Pattern.compile("sha-256=:([A-Za-z0-9+/=]+):");
    private static final Pattern NAME = Pattern.compile("filename=\"([^\"]+)\"");

    private final HttpClient http;

    Transfers(HttpClient http) {
        this.http = http;
    }

    void upload(URI stream, String name, InputStream data, long length, Progress progress)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(stream)
                .header("Content-Type", "application/octet-stream")
                .header("Content-Disposition", "attachment; filename*=UTF-8''" + percentEncoded(name))
                .POST(BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> new Counted(data, length, progress)), length))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw ApiClient.refused(request, response.statusCode(), response.body());
        }
    }

    Download download(URI stream, long from) throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(stream).GET();
        if (from > 0) {
            builder.header("Range", "bytes=" + from + "-");
        }
        HttpRequest request = builder.build();
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        if (response.statusCode() != (from > 0 ? PARTIAL : OK)) {
            if (response.statusCode() == NOT_SATISFIABLE) {
                response.body().close();
                throw new NothingLeft();
            }
            try (InputStream problem = response.body()) {
                throw ApiClient.refused(
                        request, response.statusCode(), new String(problem.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return new Download(response.body(), total(response), digest(response), name(response));
    }

    private static long total(HttpResponse<?> response) {
        Optional<Matcher> range = response.headers()
                .firstValue("Content-Range")
                .map(TOTAL::matcher)
                .filter(Matcher::matches);
        return range.map(matcher -> Long.parseLong(matcher.group(1)))
                .orElseGet(() ->
                        response.headers().firstValueAsLong("Content-Length").orElse(-1));
    }

    private static Optional<String> digest(HttpResponse<?> response) {
        String header = response.statusCode() == OK ? "Content-Digest" : "Repr-Digest";
        return response.headers()
                .firstValue(header)
                .map(SHA_256::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1));
    }

    private static Optional<String> name(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Disposition")
                .map(NAME::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1));
    }

    private static String percentEncoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * A download that has begun.
     *
     * @param total bytes of the whole, whatever part this is; -1 where the platform does not say
     * @param sha256 of the whole, in base64
     */
    public record Download(InputStream data, long total, Optional<String> sha256, Optional<String> fileName)
            implements AutoCloseable {

        @Override
        public void close() throws IOException {
            data.close();
        }
    }

    /** The download has no bytes from there on. */
    static final class NothingLeft extends IOException {

        @Serial
        private static final long serialVersionUID = 1L;

        NothingLeft() {
            super("Expected more bytes to fetch, but there are none");
        }
    }

    /** Tells how much of it was read. */
    private static final class Counted extends FilterInputStream {

        private final long total;
        private final Progress progress;
        private long done;

        Counted(InputStream in, long total, Progress progress) {
            super(in);
            this.total = total;
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int read = super.read(into, from, most);
            count(read);
            return read;
        }

        private void count(int read) {
            if (read > 0) {
                done += read;
                progress.at(done, total);
            }
        }
    }
}
