package io.privicore.adapters.rest.listen;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Listens at further ports for clients that expect them, and serves there what the main port serves, without TLS. */
@Singleton
public final class ExtraListeners {

    private static final int IDLE_MINUTES = 5;
    private static final int MAX_HEADERS = 16 << 10;

    /** As many threads as the main port has, but no more than one port needs. */
    private static final int INSTANCES = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);

    private final Vertx vertx;
    private final Instance<HttpServerOptionsCustomizer> customizers;
    private final List<Address> addresses;
    private final List<String> deployed = new ArrayList<>();

    ExtraListeners(
            Vertx vertx,
            Instance<HttpServerOptionsCustomizer> customizers,
            @ConfigProperty(name = "privicore.listen.extra") Optional<List<String>> addresses,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this.vertx = vertx;
        this.customizers = customizers;
        this.addresses = addresses.orElse(List.of()).stream()
                .map(text -> Address.parse(text, host))
                .toList();
    }

    /** A port that is taken ends the start: a client that was promised it would not find the platform. */
    void start(@Observes StartupEvent event) throws Exception {
        for (var address : addresses) {
            var options = new HttpServerOptions()
                    .setHost(address.host())
                    .setPort(address.port())
                    .setMaxHeaderSize(MAX_HEADERS)
                    .setCompressionSupported(true)
                    .setIdleTimeoutUnit(TimeUnit.MINUTES)
                    .setIdleTimeout(IDLE_MINUTES);
            customizers.forEach(customizer -> customizer.customizeHttpServer(options));
            deployed.add(
                    vertx.deployVerticle(() -> new Listener(options), new DeploymentOptions().setInstances(INSTANCES))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(1, TimeUnit.MINUTES));
        }
    }

    void stop(@Observes ShutdownEvent event) throws Exception {
        for (var id : deployed) {
            vertx.undeploy(id).toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
        }
    }

    /** @param host an address of this machine */
    record Address(String host, int port) {

        /** {@code port} or {@code host:port}, where an IPv6 address stands in brackets. */
        static Address parse(String text, String host) {
            var trimmed = text.strip();
            int colon = trimmed.lastIndexOf(':');
            try {
                var named = colon < 0 ? host : trimmed.substring(0, colon).replaceAll("^\\[|]$", "");
                int port = Integer.parseInt(trimmed.substring(colon + 1));
                if (!named.isEmpty() && port >= 0 && port < 1 << 16) {
                    return new Address(named, port);
                }
            } catch (NumberFormatException _) {
                throw malformed(trimmed);
            }
            throw malformed(trimmed);
        }

        private static IllegalArgumentException malformed(String text) {
            return new IllegalArgumentException(
                    "Expected privicore.listen.extra to list ports or host:port, but it has " + text);
        }
    }

    private static final class Listener extends AbstractVerticle {

        private final HttpServerOptions options;

        private Listener(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(options)
                    .requestHandler(VertxHttpRecorder.getRootHandler())
                    .listen()
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
