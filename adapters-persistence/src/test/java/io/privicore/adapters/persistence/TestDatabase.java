package io.privicore.adapters.persistence;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL for all tests of this JVM: an embedded one, or a schema of its own on the server that
 * {@code PRIVICORE_POSTGRES_URL} names (with {@code _USERNAME} and {@code _PASSWORD}).
 */
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {

    private @Nullable EmbeddedPostgres embedded;

    @Override
    public Map<String, String> start() {
        var url = setting("PRIVICORE_POSTGRES_URL");
        if (url != null) {
            return schemaOf(url, required("PRIVICORE_POSTGRES_USERNAME"), required("PRIVICORE_POSTGRES_PASSWORD"));
        }
        try {
            var server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "50")
                    .start();
            embedded = server;
            return settings(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres", "public");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (embedded != null) {
            try {
                embedded.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Map<String, String> schemaOf(String url, String username, String password) {
        var schema = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = DriverManager.getConnection(url, username, password);
                var statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        var separator = url.contains("?") ? "&" : "?";
        return settings(url + separator + "currentSchema=" + schema, username, password, schema);
    }

    private static Map<String, String> settings(String url, String username, String password, String schema) {
        return Map.of(
                "quarkus.datasource.jdbc.url", url,
                "quarkus.datasource.username", username,
                "quarkus.datasource.password", password,
                "quarkus.flyway.default-schema", schema);
    }

    private static String required(String name) {
        var value = setting(name);
        return value == null ? "" : value;
    }

    private static @Nullable String setting(String name) {
        return System.getProperty(name, System.getenv(name));
    }
}
