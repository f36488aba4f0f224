package io.privicore.bootstrap.embedded;

import io.privicore.bootstrap.failure.StartFailure;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What has to be known before Quarkus runs. A key is looked up as a system property, then in the environment
 * ({@code PRIVICORE_POSTGRES_URL} for {@code privicore.postgres.url}), then in {@code application.properties} of the data
 * folder, then in {@code config/application.properties}.
 */
public record Settings(Path data, Map<String, String> values) {

    private static final String PREFIX = "privicore.";
    private static final long DEFAULT_QUEUE_BYTES = 1L << 30;

    public Settings {
        values = Map.copyOf(values);
    }

    public static Settings of(Path data) {
        Map<String, String> values = new HashMap<>();
        List<Path> files = List.of(Path.of("config", "application.properties"), data.resolve("application.properties"));
        files.forEach(file -> putFile(values, file));
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("PRIVICORE_")) {
                values.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        System.getProperties().stringPropertyNames().forEach(name -> values.put(name, System.getProperty(name)));
        values.keySet().removeIf(name -> !name.startsWith(PREFIX));
        return new Settings(data, values);
    }

    /** As {@link #of}, but with the embedded services whatever servers are named. */
    public static Settings embedded(Path data) {
        Map<String, String> values = new HashMap<>(of(data).values());
        values.keySet().removeIf(name -> name.startsWith(PREFIX + "postgres.") || name.startsWith(PREFIX + "amqp."));
        return new Settings(data, values);
    }

    private static void putFile(Map<String, String> values, Path file) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            Properties properties = new Properties();
            properties.load(reader);
            properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        } catch (IOException e) {
            throw new StartFailure("Cannot read " + file.toAbsolutePath() + ": " + e, e);
        }
    }

    /** The JDBC address of a PostgreSQL to use instead of the embedded one. */
    public Optional<String> postgresUrl() {
        return text("postgres.url").map(url -> url.startsWith("jdbc:") ? url : "jdbc:" + url);
    }

    public Optional<String> postgresUsername() {
        return text("postgres.username");
    }

    public Optional<String> postgresPassword() {
        return text("postgres.password");
    }

    /** The address of a RabbitMQ to use instead of the embedded broker, with the engine's account in it. */
    public Optional<String> amqpUri() {
        return text("amqp.uri");
    }

    /** Where the embedded broker listens for devices: this machine only, unless told otherwise. */
    public String brokerHost() {
        return text("broker.host").orElse("127.0.0.1");
    }

    /** The port of the embedded broker; empty for the one it had before, or a free one the first time. */
    public Optional<Integer> brokerPort() {
        return number("broker.port").map(Long::intValue);
    }

    /** How many bytes may wait in one queue of the embedded broker before publishers are refused. */
    public long brokerQueueBytes() {
        return number("broker.queue.bytes").orElse(DEFAULT_QUEUE_BYTES);
    }

    /** Where the programs of the embedded PostgreSQL are unpacked, once for all data folders of this user. */
    public Path cache() {
        return text("cache").map(Path::of).orElseGet(() -> Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("privicore"));
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(values.get(PREFIX + key)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private Optional<Long> number(String key) {
        return text(key).map(text -> {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                throw new StartFailure("Expected a whole number for " + PREFIX + key + ", but it is " + text, e);
            }
        });
    }
}
