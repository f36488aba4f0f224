package io.privicore.adapters.rest.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Serves the page at the root. A request that carries {@code auth} is a stream and passes by. */
@Singleton
public final class LandingRoute {

    private static final int ORDER = -700;
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Buffer page = resource("index.html");
    private final Buffer style = resource("console.css");

    void register(@Observes Router router) {
        router.route("/")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(ORDER)
                .handler(http -> {
                    if (http.request().getParam("auth") == null) {
                        serve(http, "text/html;charset=UTF-8", page);
                    } else {
                        http.next();
                    }
                });
        router.get("/console.css").order(ORDER).handler(http -> serve(http, "text/css;charset=UTF-8", style));
    }

    private static void serve(RoutingContext http, String type, Buffer content) {
        http.response()
                .putHeader("Content-Type", type)
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-cache")
                .end(content);
    }

    private static Buffer resource(String name) {
        try (var in = Objects.requireNonNull(LandingRoute.class.getResourceAsStream("/console/" + name), name)) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
