package io.privicore.device;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.privicore.device.link.AmqpLink.Broker;
import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.RefusedKey;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.key.X25519Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A device's configuration, as the platform shows it once. It holds secrets, so it never prints them. */
public record Bundle(
        String deviceIdentifier,
        String clientId,
        Bytes clientSecret,
        Broker broker,
        X25519Key engineKey,
        String apiUrl) {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1)
                    .maxStringLength(10_000)
                    .build())
            .build();

    public static Bundle read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /** Reads one flat JSON object. Entries it does not know are left alone, so that bundles can grow. */
    public static Bundle parse(String json) throws IOException {
        var entries = entries(json);
        int port;
        try {
            port = Integer.parseInt(get(entries, "rabbit-port"));
        } catch (NumberFormatException e) {
            throw new IOException("Expected a port in rabbit-port, but got something else", e);
        }
        return new Bundle(
                get(entries, "device-identifier"),
                get(entries, "client-id"),
                Bytes.wrap(get(entries, "client-secret").getBytes(StandardCharsets.UTF_8)),
                new Broker(
                        get(entries, "rabbit-host"),
                        port,
                        get(entries, "rabbit-user"),
                        get(entries, "rabbit-pass"),
                        get(entries, "rabbit-vhost")),
                engineKey(entries),
                get(entries, "api-url"));
    }

    private static X25519Key engineKey(Map<String, String> entries) throws IOException {
        try {
            return SignedKey.parse(get(entries, "engine-public-key")).key();
        } catch (RefusedKey e) {
            throw new IOException("engine-public-key: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> entries(String json) throws IOException {
        var entries = new HashMap<String, String>();
        try (var parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("Expected a JSON object, but got something else");
            }
            for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                if (!parser.nextToken().isScalarValue()) {
                    throw new IOException("Expected a text or a number in %s, but got neither".formatted(name));
                }
                entries.put(name, parser.getText());
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new IOException("Expected one JSON object, but more follows");
            }
        }
        return entries;
    }

    private static String get(Map<String, String> entries, String name) throws IOException {
        var value = entries.get(name);
        if (value == null || value.isBlank()) {
            throw new IOException("Expected %s in the bundle, but it is not there".formatted(name));
        }
        return value;
    }

    @Override
    public String toString() {
        return "Bundle[device %s, %s]".formatted(deviceIdentifier, broker);
    }
}
