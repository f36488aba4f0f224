package io.privicore.bootstrap.embedded;

import io.privicore.application.port.BrokerAccounts;
import io.privicore.bootstrap.failure.StartFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The database and the broker of one running platform: embedded ones, held here until closed, or those that the settings
 * name. Each is decided on its own.
 */
public final class EmbeddedServices implements AutoCloseable {

    private static volatile @Nullable EmbeddedServices running;

    private final Settings settings;
    private final DataFolder data;
    private final @Nullable EmbeddedPostgres postgres;
    private final @Nullable EmbeddedBroker broker;
    private boolean closed;

    private EmbeddedServices(
            Settings settings, DataFolder data, @Nullable EmbeddedPostgres postgres, @Nullable EmbeddedBroker broker) {
        this.settings = settings;
        this.data = data;
        this.postgres = postgres;
        this.broker = broker;
    }

    /** Takes hold of the data folder and starts what the settings do not name; all of it runs when this returns. */
    public static EmbeddedServices start(Settings settings) {
        DataFolder data = DataFolder.hold(settings.data());
        try {
            EmbeddedServices services = start(settings, data);
            running = services;
            return services;
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private static EmbeddedServices start(Settings settings, DataFolder data) {
        // The server takes about as long as the broker, and needs this process only to wait for it.
        FutureTask<@Nullable EmbeddedPostgres> postgres = new FutureTask<>(
                () -> settings.postgresUrl().isPresent() ? null : EmbeddedPostgres.start(data, settings.cache()));
        Thread.ofPlatform().name("embedded-postgres").start(postgres);
        EmbeddedBroker broker = null;
        try {
            broker = settings.amqpUri().isPresent() ? null : EmbeddedBroker.start(data, settings);
            return new EmbeddedServices(settings, data, await(postgres), broker);
        } catch (RuntimeException e) {
            closeAll(broker, started(postgres));
            throw e;
        }
    }

    private static @Nullable EmbeddedPostgres await(FutureTask<@Nullable EmbeddedPostgres> postgres) {
        try {
            return postgres.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StartFailure failure
                    ? failure
                    : new StartFailure("The embedded PostgreSQL does not start: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while the embedded PostgreSQL was starting", e);
        }
    }

    private static @Nullable EmbeddedPostgres started(FutureTask<@Nullable EmbeddedPostgres> postgres) {
        try {
            return await(postgres);
        } catch (StartFailure e) {
            return null;
        }
    }

    /** What this process runs, if {@link #start(Settings)} was called and not closed. */
    public static Optional<EmbeddedServices> running() {
        return Optional.ofNullable(running);
    }

    /** Where to find database and broker, under the keys that the application reads. Holds secrets. */
    public Map<String, String> configuration() {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("privicore.data", data.root().toString());
        if (postgres != null) {
            configuration.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
            configuration.put("quarkus.datasource.username", postgres.username());
            configuration.put("quarkus.datasource.password", postgres.password());
        } else {
            settings.postgresUrl().ifPresent(url -> configuration.put("quarkus.datasource.jdbc.url", url));
            settings.postgresUsername().ifPresent(name -> configuration.put("quarkus.datasource.username", name));
            settings.postgresPassword().ifPresent(word -> configuration.put("quarkus.datasource.password", word));
        }
        if (broker != null) {
            configuration.put("privicore.amqp.uri", broker.uri());
        } else {
            settings.amqpUri().ifPresent(uri -> configuration.put("privicore.amqp.uri", uri));
        }
        return configuration;
    }

    /** The accounts at the embedded broker; empty where the settings name another broker. */
    public Optional<BrokerAccounts> brokerAccounts() {
        return Optional.ofNullable(broker).map(EmbeddedBroker::accounts);
    }

    /** In words, for the operator. */
    public String description() {
        return (postgres == null ? "PostgreSQL as configured" : "embedded PostgreSQL")
                + ", "
                + (broker == null ? "RabbitMQ as configured" : "embedded broker for devices on port " + broker.port());
    }

    /** Stops what was started; call it when nothing uses it any more. May be called twice. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        running = null;
        try {
            closeAll(broker, postgres);
        } finally {
            data.close();
        }
    }

    private static void closeAll(@Nullable EmbeddedBroker broker, @Nullable EmbeddedPostgres postgres) {
        try {
            if (broker != null) {
                broker.close();
            }
        } finally {
            if (postgres != null) {
                postgres.close();
            }
        }
    }
}
