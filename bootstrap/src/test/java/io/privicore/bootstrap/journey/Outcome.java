package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a command ended.
 *
 * @param status 2 for succeeded, 3 for rejected
 * @param body what it made, or why it was rejected
 */
record Outcome(String command, int status, String body) {

    static Outcome of(String command, JsonNode told) {
        return new Outcome(
                command,
                told.path("command_status").asInt(),
                told.path("body").isNull() ? "" : told.path("body").asText());
    }

    boolean succeeded() {
        return status == 2;
    }

    Outcome expectSuccess() {
        assertThat(status).as("outcome of %s: %s", command, body).isEqualTo(2);
        return this;
    }

    Outcome expectRejection(String key) {
        assertThat(status).as("outcome of %s: %s", command, body).isEqualTo(3);
        assertThat(body).isEqualTo(key);
        return this;
    }
}
