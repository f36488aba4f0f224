package io.privicore.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.key.X25519KeyPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {

    private final SignedKey engine = new SignedKey(X25519KeyPair.generate().publicKey());
    private final String json = """
            {"device-identifier": "d1", "client-id": "c1", "client-secret": "s3cret", "rabbit-host": "localhost",
             "rabbit-port": 5672, "rabbit-user": "d1", "rabbit-pass": "p4ss", "rabbit-vhost": "/",
             "engine-public-key": "%s", "api-url": "http://localhost:8080", "something-new": true}
            """.formatted(engine.format());

    @Test
    void isReadFromAFlatObject() throws IOException {
        var bundle = Bundle.parse(json);

        assertThat(bundle.deviceIdentifier()).isEqualTo("d1");
        assertThat(bundle.clientSecret().toArray()).isEqualTo("s3cret".getBytes(StandardCharsets.UTF_8));
        assertThat(bundle.broker().port()).isEqualTo(5672);
        assertThat(bundle.broker().virtualHost()).isEqualTo("/");
        assertThat(bundle.engineKey()).isEqualTo(engine.key());
    }

    @Test
    void takesANumberWrittenAsText() throws IOException {
        assertThat(Bundle.parse(json.replace("\"rabbit-port\": 5672", "\"rabbit-port\": \"5673\""))
                        .broker()
                        .port())
                .isEqualTo(5673);
    }

    @Test
    void printsNoSecret() throws IOException {
        assertThat(Bundle.parse(json).toString()).doesNotContain("s3cret").doesNotContain("p4ss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client-secret",
                "rabbit-host",
                "rabbit-port",
                "engine-public-key",
                "device-identifier",
                "rabbit-pass"
            })
    void isRefusedWithoutAnEntryItNeeds(String name) {
        assertThatThrownBy(() -> Bundle.parse(json.replace("\"" + name + "\"", "\"x-" + name + "\"")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{} {}", "{\"a\": {}}", "{\"a\": []}", "{\"a\": 1, \"a\": 2}", "nonsense"})
    void isRefusedIfItIsNoFlatObject(String text) {
        assertThatThrownBy(() -> Bundle.parse(text)).isInstanceOf(IOException.class);
    }

    @Test
    void isRefusedWithADamagedEngineKey() {
        var key = engine.format();
        var damaged = key.substring(0, 199) + (key.endsWith("0") ? "1" : "0");

        assertThatThrownBy(() -> Bundle.parse(json.replace(key, damaged)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("engine-public-key");
    }
}
