package io.privicore.adapters.rest.form;

import io.privicore.adapters.rest.problem.Problem;
import io.privicore.adapters.rest.problem.ProblemMapper;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Answers requests whose body will not be read. */
public final class Unread {

    private static final Duration DRAIN = Duration.ofSeconds(2);

    private Unread() {}

    /** To be called on the connection's own context. */
    public static void answer(RoutingContext http, Problem problem) {
        var request = http.request();
        var connection = request.connection();
        if (!http.response().headWritten()) {
            http.response().putHeader("Connection", "close");
        }
        ProblemMapper.answer(http, problem);
        // A connection closed on unread bytes is reset, and the reset can overtake the answer: what is on its way is
        // read and thrown away, for a while.
        request.handler(_ -> {});
        request.exceptionHandler(_ -> {});
        request.endHandler(_ -> connection.close());
        http.vertx().setTimer(DRAIN.toMillis(), _ -> connection.close());
        request.resume();
    }
}
