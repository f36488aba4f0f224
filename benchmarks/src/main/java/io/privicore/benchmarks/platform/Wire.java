package io.privicore.benchmarks.platform;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection that is kept open, for one thread. {@code java.net.http} was measured to take
 * 120 µs of processor time for a request where this takes 15, and the client takes it from the very cores it measures.
 */
public final class Wire implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;

    private final URI base;
    private final byte[] constant;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    /** @param headers that go with every request */
    public Wire(URI base, Map<String, String> headers) {
        if (!"http".equals(base.getScheme())) {
            throw new IllegalArgumentException("Expected a URL that begins with http://, but got " + base);
        }
        this.base = base;
        this.constant = (" HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nAccept: application/json, text/plain\r\n"
                        + headers.entrySet().stream()
                                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                                .collect(Collectors.joining()))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    public Answer get(String path) throws IOException {
        return exchange("GET " + path, "", null);
    }

    /** @param json the body, in JSON */
    public Answer post(String path, String json) throws IOException {
        return post(path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public Answer post(String path, String type, byte[] body) throws IOException {
        return exchange("POST " + path, type, body);
    }

    private Answer exchange(String line, String type, byte @Nullable [] body) throws IOException {
        boolean fresh = socket == null;
        try {
            return attempt(line, type, body);
        } catch (IOException e) {
            close();
            if (fresh || line.startsWith("POST")) {
                throw e;
            }
            // The server may close an idle connection at any time; asking again harms nothing.
            return attempt(line, type, body);
        }
    }

    private Answer attempt(String line, String type, byte @Nullable [] body) throws IOException {
        Socket open = connected();
        ByteArrayOutputStream request = new ByteArrayOutputStream(512 + (body == null ? 0 : body.length));
        request.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(constant);
        if (body != null) {
            request.writeBytes(("Content-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
        }
        request.write('\r');
        request.write('\n');
        if (body != null) {
            request.writeBytes(body);
        }
        request.writeTo(open.getOutputStream());
        InputStream input = in;
        if (input == null) {
            throw new IOException("Expected a connection");
        }
        return read(input);
    }

    /** Reads one answer to its very end. */
    Answer read(InputStream input) throws IOException {
        String status = line(input);
        if (status.length() < 12 || !status.startsWith("HTTP/1.")) {
            throw new IOException("Expected an HTTP answer, but got something else");
        }
        int code = Integer.parseInt(status.substring(9, 12));
        int length = -1;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(input); !header.isEmpty(); header = line(input)) {
            int colon = header.indexOf(':');
            String name = header.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
            String value = header.substring(colon + 1).strip();
            switch (name) {
                case "content-length" -> length = Integer.parseInt(value);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                case "connection" -> last = value.equalsIgnoreCase("close");
                default -> {}
            }
        }
        byte[] body;
        if (code == 204 || code == 304) {
            body = new byte[0];
        } else if (chunked) {
            body = chunks(input);
        } else if (length >= 0) {
            body = exactly(input, length);
        } else {
            body = input.readAllBytes();
            last = true;
        }
        if (last) {
            close();
        }
        return new Answer(code, body);
    }

    private static byte[] chunks(InputStream input) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line(input);
            int extension = size.indexOf(';');
            int length = Integer.parseInt((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
            if (length == 0) {
                while (!line(input).isEmpty()) {
                    // Trailers say nothing that is measured.
                }
                return body.toByteArray();
            }
            body.writeBytes(exactly(input, length));
            line(input);
        }
    }

    private static byte[] exactly(InputStream input, int length) throws IOException {
        byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException(
                    "Expected %d bytes, but the connection ended after %d".formatted(length, bytes.length));
        }
        return bytes;
    }

    private static String line(InputStream input) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int b = input.read(); b != '\n'; b = input.read()) {
            if (b < 0) {
                throw new EOFException("Expected a line, but the connection ended");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    private Socket connected() throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket();
            open.setTcpNoDelay(true);
            open.setSoTimeout(TIMEOUT_MILLIS);
            open.connect(
                    new InetSocketAddress(base.getHost(), base.getPort() < 0 ? 80 : base.getPort()), TIMEOUT_MILLIS);
            socket = open;
            in = new BufferedInputStream(open.getInputStream(), 16_384);
        }
        return open;
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        in = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is gone either way.
                return;
            }
        }
    }
}
