package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;

/**
 * What the platform answered.
 *
 * @param at when the answer began to arrive, on the clock of {@link System#nanoTime()}
 */
record Answer(String request, int status, HttpHeaders headers, String body, long at) {

    static final ObjectMapper JSON = new ObjectMapper();

    Answer expect(int expected) {
        assertThat(status).as("%s answered %s", request, body).isEqualTo(expected);
        return this;
    }

    /** The answer is a problem of that status, told as the contract says. */
    Answer expectProblem(int expected) {
        expect(expected);
        assertThat(contentType()).as(request).isEqualTo("application/problem+json");
        assertThat(json().path("status").asInt()).as(request).isEqualTo(expected);
        assertThat(json().path("title").asText()).as(request).isNotBlank();
        assertThat(json().path("type").asText()).as(request).isNotBlank();
        assertThat(key()).as(request).isNotBlank();
        return this;
    }

    String contentType() {
        return headers.firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    }

    String header(String name) {
        return headers.firstValue(name).orElseThrow(() -> new AssertionError("No " + name + " with " + this));
    }

    JsonNode json() {
        return parse(body);
    }

    String text(String field) {
        return json().path(field).asText();
    }

    String key() {
        return text("key");
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Expected JSON, but got " + json, e);
        }
    }

    static String render(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
