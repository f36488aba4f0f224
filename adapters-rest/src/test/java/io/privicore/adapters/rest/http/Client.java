package io.privicore.adapters.rest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privicore.adapters.rest.fake.RecordingPrivicore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/** Speaks to the module under test. */
final class Client {

    static final ObjectMapper JSON = new ObjectMapper();
    static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    static final String PORT = ConfigProvider.getConfig().getValue("quarkus.http.test-port", String.class);

    /** The body types, each with a way to write fields in it. */
    enum Type {
        FORM {
            @Override
            HttpRequest.Builder body(HttpRequest.Builder request, Map<String, ?> fields) {
                var text = fields.entrySet().stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(plain(field.getValue())))
                        .collect(Collectors.joining("&"));
                return request.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(text));
            }
        },
        MULTIPART {
            @Override
            HttpRequest.Builder body(HttpRequest.Builder request, Map<String, ?> fields) {
                var text = fields.entrySet().stream()
                        .map(field -> "--xyz\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                                .formatted(field.getKey(), plain(field.getValue())))
                        .collect(Collectors.joining());
                return request.header("Content-Type", "multipart/form-data; boundary=xyz")
                        .POST(BodyPublishers.ofString(text + "--xyz--\r\n"));
            }
        },
        JSON_OBJECT {
            @Override
            HttpRequest.Builder body(HttpRequest.Builder request, Map<String, ?> fields) {
                return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json(fields)));
            }
        };

        abstract HttpRequest.Builder body(HttpRequest.Builder request, Map<String, ?> fields);

        static String plain(Object value) {
            return value instanceof Map || value instanceof List ? json(value) : String.valueOf(value);
        }
    }

    private Client() {}

    static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + path));
    }

    static HttpRequest.Builder authorised(String path) {
        return request(path).header("X-DPT-AUTHORIZATION", RecordingPrivicore.TOKEN);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static HttpResponse<String> get(String path) {
        return send(authorised(path));
    }

    static HttpResponse<String> post(String path, Map<String, ?> fields) {
        return send(Type.JSON_OBJECT.body(authorised(path), fields));
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("Expected JSON, but got " + response.body(), e);
        }
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
