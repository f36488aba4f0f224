package io.privicore.adapters.rest.alias;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Sends requests for an alias to the operation meant, before anything else looks at them. */
@Singleton
public final class AliasRoute {

    /** Ahead of every other route of this module. */
    public static final int ORDER = -1_000;

    void register(@Observes Router router) {
        router.route().order(ORDER).handler(AliasRoute::route);
    }

    private static void route(RoutingContext http) {
        var request = http.request();
        var target = Aliases.target(request.method(), request.path());
        if (target.isEmpty()) {
            http.next();
            return;
        }
        var query = request.query();
        http.reroute(
                target.get().method(),
                query == null ? target.get().path() : target.get().path() + "?" + query);
    }
}
