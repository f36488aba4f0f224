package io.privicore.benchmarks.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An HTTP answer. */
public record Answer(int status, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Refuses any other status, with what the platform says about it. */
    public Answer expect(int expected) throws IOException {
        if (status != expected) {
            String said = new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8);
            throw new IOException("Expected status %d, but got %d: %s".formatted(expected, status, said));
        }
        return this;
    }

    public JsonNode json() throws IOException {
        return JSON.readTree(body);
    }

    /** A text field that must be there. */
    public String field(String name) throws IOException {
        JsonNode value = json().path(name);
        if (!value.isTextual()) {
            throw new IOException("Expected the field " + name + " in an answer, but it is not there");
        }
        return value.textValue();
    }
}
