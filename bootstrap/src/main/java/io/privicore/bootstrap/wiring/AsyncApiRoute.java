package io.privicore.bootstrap.wiring;

import io.privicore.adapters.amqp.events.AsyncApiDocument;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Serves the description of the events, beside that of the operations at {@code /openapi.json}. */
@Singleton
public class AsyncApiRoute {

    /** Of what the events promise, not of the program. */
    public static final String VERSION = "1";

    private static final int ORDER = -700;

    private final Buffer document = Buffer.buffer(AsyncApiDocument.json(VERSION));

    void register(@Observes Router router) {
        router.get("/asyncapi.json").order(ORDER).handler(http -> http.response()
                .putHeader("Content-Type", "application/json")
                .end(document));
    }
}
