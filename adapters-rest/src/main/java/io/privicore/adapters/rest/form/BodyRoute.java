package io.privicore.adapters.rest.form;

import io.privicore.adapters.rest.limits.Limits;
import io.privicore.adapters.rest.problem.ProblemMapper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Takes the bodies of requests in before an operation begins, up to the limit and not a byte further. */
@Singleton
public final class BodyRoute {

    public static final int ORDER = -900;

    private static final String KEY = "privicore.body";
    private static final String LOOP = "privicore.loop";
    private static final byte[] NONE = {};

    /** What takes its body in by itself, besides the root. */
    public static final String STREAMED = "/directory/import-users/";

    private final Limits limits;

    BodyRoute(Limits limits) {
        this.limits = limits;
    }

    void register(@Observes Router router) {
        router.route().order(ORDER).handler(this::take);
    }

    /** The body that was taken in. */
    public static byte[] of(RoutingContext http) {
        byte[] body = http.get(KEY);
        return body == null ? NONE : body;
    }

    /** The context on which the connection of a request does its work. */
    public static @Nullable Context loop(RoutingContext http) {
        return http.get(LOOP);
    }

    private void take(RoutingContext http) {
        var request = http.request();
        http.put(LOOP, Vertx.currentContext());
        // These bodies are streams: they are never held whole.
        if (!carriesBody(request.method())
                || request.path().equals("/")
                || request.path().startsWith(STREAMED)) {
            http.next();
            return;
        }
        if (announced(request.getHeader("Content-Length")) > limits.body()) {
            tooLarge(http);
            return;
        }
        var body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() + part.length() > limits.body()) {
                request.handler(null);
                tooLarge(http);
            } else {
                body.appendBuffer(part);
            }
        });
        request.exceptionHandler(_ -> http.response().reset());
        request.endHandler(_ -> {
            if (!http.response().ended()) {
                http.put(KEY, body.getBytes());
                http.next();
            }
        });
        request.resume();
    }

    private static boolean carriesBody(HttpMethod method) {
        return method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT) || method.equals(HttpMethod.PATCH);
    }

    private static long announced(@Nullable String length) {
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static void tooLarge(RoutingContext http) {
        Unread.answer(http, ProblemMapper.ofStatus(413));
    }
}
