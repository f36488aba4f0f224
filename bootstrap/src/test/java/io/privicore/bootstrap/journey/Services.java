package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.bootstrap.RunningPlatform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The database and the broker of one platform: its embedded ones, or a schema and a virtual host of its own at those that
 * the environment names. Proxies may stand in between.
 */
final class Services implements AutoCloseable {

    private static final String URL = "PRIVICORE_POSTGRES_URL";
    private static final String AMQP = "PRIVICORE_AMQP_URI";
    private static final String MANAGEMENT = "PRIVICORE_AMQP_MANAGEMENT_URI";
    private static final Pattern PORT = Pattern.compile("(?m)^port = (\\d+)$");

    private final Path data;
    private final Map<String, String> environment = new HashMap<>();
    private final String name = "journey_" + UUID.randomUUID().toString().replace("-", "");
    private @Nullable Proxy database;
    private @Nullable Proxy broker;

    private Services(Path data) {
        this.data = data;
    }

    static Services of(Path data) throws Exception {
        var services = new Services(data);
        if (RunningPlatform.onExternalServices()) {
            services.takePlace();
        }
        return services;
    }

    static Services behindProxies(Path data) throws Exception {
        var services = of(data);
        if (RunningPlatform.onExternalServices()) {
            services.standBeforeExternal();
        } else {
            services.standBeforeEmbedded();
        }
        return services;
    }

    Map<String, String> environment() {
        return environment;
    }

    Proxy database() {
        return proxy(database);
    }

    Proxy broker() {
        return proxy(broker);
    }

    /** Changes what the database holds, past the engine: so that time passes which no test waits for. */
    int change(String statement) throws Exception {
        var external = RunningPlatform.onExternalServices();
        var url = external
                ? environment.getOrDefault(URL, "")
                : "jdbc:postgresql://127.0.0.1:%d/privicore".formatted(databasePort());
        try (var connection = external
                        ? DriverManager.getConnection(
                                url, given("PRIVICORE_POSTGRES_USERNAME"), given("PRIVICORE_POSTGRES_PASSWORD"))
                        : DriverManager.getConnection(url, "privicore", read("secrets/postgres"));
                var prepared = connection.createStatement()) {
            return prepared.executeUpdate(statement);
        }
    }

    /** Ends all connections to the broker at once, as its restart does; what is in its queues stays. */
    void endBrokerConnections() {
        if (RunningPlatform.onExternalServices()) {
            try {
                for (var open : Answer.parse(manage("GET", "/api/vhosts/" + name + "/connections", ""))) {
                    manage("DELETE", "/api/connections/" + open.path("name").asText(), "");
                }
            } catch (Exception e) {
                throw new AssertionError("The broker's connections do not end", e);
            }
        }
        broker().cut();
        broker().restore();
    }

    /** The broker with the engine's own account, past any proxy. */
    String brokerUri() throws IOException {
        return RunningPlatform.onExternalServices()
                ? given(AMQP).replaceFirst("/[^/@]*$", "/" + name)
                : "amqp://privicore-engine:%s@127.0.0.1:%s/privicore"
                        .formatted(read("secrets/broker"), read("broker/port"));
    }

    private void takePlace() throws Exception {
        sql("create schema " + name);
        manage("PUT", "/api/vhosts/" + name, "");
        manage(
                "PUT",
                "/api/permissions/" + name + "/" + engineAccount(),
                "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}");
        environment.put(URL, given(URL) + "?currentSchema=" + name);
        environment.put(AMQP, brokerUri());
    }

    private void standBeforeExternal() throws Exception {
        var amqp = URI.create(brokerUri());
        var sql = URI.create(given(URL).substring("jdbc:".length()));
        broker = new Proxy(() -> new InetSocketAddress(amqp.getHost(), amqp.getPort()));
        database = new Proxy(() -> new InetSocketAddress(sql.getHost(), sql.getPort()));
        environment.put(AMQP, brokerUri().replace(":" + amqp.getPort() + "/", ":" + broker.port() + "/"));
        environment.put(
                URL,
                environment
                        .getOrDefault(URL, "")
                        .replace(":" + sql.getPort() + "/", ":" + database().port() + "/"));
    }

    /** The platform still starts its own services; only its ways to them are other ones than it believes. */
    private void standBeforeEmbedded() throws Exception {
        var password = UUID.randomUUID().toString();
        Files.createDirectories(data.resolve("secrets"));
        Files.writeString(data.resolve("secrets/broker"), password);
        broker = new Proxy(
                () -> new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(read("broker/port"))));
        database = new Proxy(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), databasePort()));
        Files.writeString(
                data.resolve("application.properties"), """
                config_ordinal=500
                %%prod.privicore.amqp.uri=amqp://privicore-engine:%s@127.0.0.1:%d/privicore
                %%prod.quarkus.datasource.jdbc.url=jdbc:postgresql://127.0.0.1:%d/privicore
                """.formatted(password, broker.port(), database.port()));
    }

    private int databasePort() throws IOException {
        var port = PORT.matcher(read("postgres/postgresql.conf"));
        if (!port.find()) {
            throw new IOException("The database has no port");
        }
        return Integer.parseInt(port.group(1));
    }

    private String read(String file) throws IOException {
        return Files.readString(data.resolve(file)).strip();
    }

    private static void sql(String statement) throws Exception {
        try (var connection = DriverManager.getConnection(
                        given(URL), given("PRIVICORE_POSTGRES_USERNAME"), given("PRIVICORE_POSTGRES_PASSWORD"));
                var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }

    private static String engineAccount() {
        return URI.create(given(AMQP)).getUserInfo().split(":", 2)[0];
    }

    private static String manage(String method, String path, String body) throws Exception {
        var management = URI.create(given(MANAGEMENT));
        var account =
                Base64.getEncoder().encodeToString(management.getUserInfo().getBytes(UTF_8));
        var request = HttpRequest.newBuilder(
                        new URI("http", null, management.getHost(), management.getPort(), path, null, null))
                .header("Authorization", "Basic " + account)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var response = http.send(request, BodyHandlers.ofString());
            boolean gone = method.equals("DELETE") && response.statusCode() == 404;
            assertThat(gone ? 204 : response.statusCode())
                    .as("%s %s", method, path)
                    .isBetween(200, 299);
            return response.body();
        }
    }

    private static String given(String name) {
        var value = System.getenv(name);
        if (value == null) {
            throw new AssertionError("External services are wanted, but " + name + " is not set");
        }
        return value;
    }

    private static Proxy proxy(@Nullable Proxy proxy) {
        if (proxy == null) {
            throw new AssertionError("There is no proxy here");
        }
        return proxy;
    }

    @Override
    public void close() throws Exception {
        if (database != null) {
            database.close();
        }
        if (broker != null) {
            broker.close();
        }
        if (RunningPlatform.onExternalServices()) {
            sql("drop schema " + name + " cascade");
            for (var permission : Answer.parse(manage("GET", "/api/vhosts/" + name + "/permissions", ""))) {
                var account = permission.path("user").asText();
                if (!account.equals(engineAccount())) {
                    manage("DELETE", "/api/users/" + account, "");
                }
            }
            manage("DELETE", "/api/vhosts/" + name, "");
        }
    }
}
