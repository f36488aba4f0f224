package io.privicore.benchmarks.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WireTest {

    private final Wire wire = new Wire(URI.create("http://localhost:1"), Map.of());

    @Test
    void readsABodyOfGivenLengthAndNoByteMore() throws IOException {
        InputStream in = stream("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhelloHTTP");

        Answer answer = wire.read(in);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).asString().isEqualTo("hello");
        assertThat(in.readAllBytes()).asString().isEqualTo("HTTP");
    }

    @Test
    void readsABodyInChunks() throws IOException {
        InputStream in = stream(
                "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\nHTTP");

        assertThat(wire.read(in).body()).asString().isEqualTo("hello");
        assertThat(in.readAllBytes()).asString().isEqualTo("HTTP");
    }

    @Test
    void readsAnAnswerWithoutABody() throws IOException {
        assertThat(wire.read(stream("HTTP/1.1 204 No Content\r\n\r\n")).body()).isEmpty();
    }

    @Test
    void anAnswerThatBreaksOffIsAnError() {
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> wire.read(stream("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel")));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
