package io.privicore.adapters.amqp.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.application.port.BrokerAccounts;
import io.privicore.domain.device.BrokerEndpoint;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.kernel.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Accounts of devices at RabbitMQ, kept through its management API. */
public final class RabbitBrokerAccounts implements BrokerAccounts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MISSING = 404;
    private static final int FAILED = 500;
    private static final int CLOSE_ATTEMPTS = 10;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Settings settings;
    private final String authorization;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    public RabbitBrokerAccounts(Settings settings) {
        this.settings = settings;
        this.authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (settings.user() + ":" + settings.password().value()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void provision(DeviceId device, Secret password) {
        var queue = Topology.deviceQueue(device);
        // A queue that is there keeps its arguments, and what waits in it: others would be refused.
        if (!exists("queues/" + host() + "/" + queue)) {
            put(
                    "queues/" + host() + "/" + queue,
                    Map.of("durable", true, "arguments", settings.queue().arguments()));
        }
        bind(device);
        put("users/" + device, Map.of("password", password.value(), "tags", ""));
        put(
                "permissions/" + host() + "/" + device,
                Map.of(
                        "configure",
                        "^$",
                        "write",
                        "^" + quoted(Topology.ENGINE) + "$",
                        "read",
                        "^" + quoted(queue) + "$"));
        closeConnections(device);
    }

    @Override
    public void revoke(DeviceId device) {
        delete("users/" + device);
        closeConnections(device);
        delete("queues/" + host() + "/" + Topology.deviceQueue(device));
        delete(binding(device) + "/" + device);
    }

    /** Permissions would come back with a new password; that an account may open no connection is kept apart from them. */
    @Override
    public void suspend(DeviceId device) {
        if (exists("users/" + device)) {
            put(noConnections(device), Map.of("value", 0));
        }
        closeConnections(device);
    }

    @Override
    public void resume(DeviceId device) {
        if (exists("users/" + device)) {
            delete(noConnections(device));
        }
    }

    @Override
    public BrokerEndpoint address() {
        return settings.address();
    }

    private void bind(DeviceId device) {
        var body = Map.of("routing_key", device.toString(), "arguments", Map.of());
        expect("bind", call("POST", binding(device), body), Set.of());
    }

    // Without a user nobody can open a connection meanwhile; with a new password nobody by the old one.
    // While connections are ending by themselves the API fails; once they have, it finds none.
    private void closeConnections(DeviceId device) {
        var path = "connections/username/" + device;
        for (int attempt = 1; attempt < CLOSE_ATTEMPTS; attempt++) {
            if (call("DELETE", path, Map.of()).statusCode() != FAILED) {
                break;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        delete(path);
    }

    private static String noConnections(DeviceId device) {
        return "user-limits/%s/max-connections".formatted(device);
    }

    private String binding(DeviceId device) {
        return "bindings/%s/e/%s/q/%s".formatted(host(), Topology.ENGINE, Topology.inboxOf(device));
    }

    private String host() {
        return URLEncoder.encode(settings.address().virtualHost(), StandardCharsets.UTF_8);
    }

    private boolean exists(String path) {
        var answer = call("GET", path, Map.of());
        expect("look for " + path, answer, Set.of(MISSING));
        return answer.statusCode() != MISSING;
    }

    private void put(String path, Map<String, ?> body) {
        expect("put " + path, call("PUT", path, body), Set.of());
    }

    private void delete(String path) {
        expect("delete " + path, call("DELETE", path, Map.of()), Set.of(MISSING));
    }

    private HttpResponse<String> call(String method, String path, Map<String, ?> body) {
        try {
            var request = HttpRequest.newBuilder(settings.management().resolve("/api/" + path))
                    .timeout(TIMEOUT)
                    .header("Authorization", authorization)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body.isEmpty()
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            return http.send(request, BodyHandlers.ofString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw away(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away("it was interrupted");
        }
    }

    // The body of an answer is not repeated: it may quote the request, and with it a password.
    private static void expect(String what, HttpResponse<String> answer, Set<Integer> alsoGood) {
        int status = answer.statusCode();
        if (status / 100 != 2 && !alsoGood.contains(status)) {
            throw away("it answered %d when asked to %s".formatted(status, what));
        }
    }

    private static Refusal away(String why) {
        return new Refusal(Reason.BROKER_UNAVAILABLE, "Expected the broker's management API to follow, but " + why);
    }

    private static String quoted(String name) {
        return name.replace(".", "\\.");
    }

    /**
     * @param management where the management API answers
     * @param address where devices find the broker
     */
    public record Settings(URI management, String user, Secret password, BrokerEndpoint address, DeviceQueue queue) {}

    /** How queues of devices are made: kept within bounds by refusing what is new, never by dropping what is old. */
    public record DeviceQueue(String type, long maxBytes) {

        Map<String, Object> arguments() {
            return Map.of("x-queue-type", type, "x-max-length-bytes", maxBytes, "x-overflow", "reject-publish");
        }
    }
}
