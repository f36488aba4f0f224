package io.privicore.adapters.rest.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.ChannelOption;
import io.privicore.adapters.rest.caller.Callers;
import io.privicore.adapters.rest.form.Unread;
import io.privicore.adapters.rest.problem.Problem;
import io.privicore.adapters.rest.problem.ProblemMapper;
import io.privicore.adapters.rest.problem.ProblemThrown;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.DataStreams;
import io.privicore.application.DataStreams.Chunk;
import io.privicore.application.DataStreams.Download;
import io.privicore.application.DataStreams.Upload;
import io.privicore.application.DataStreams.Uploaded;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Where streams come in and go out: POST and GET at the root with {@code auth}. Each has a virtual thread of its own, which
 * waits for whoever is slower.
 */
@Singleton
public final class StreamRoute {

    private static final Logger LOG = Logger.getLogger(StreamRoute.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ORDER = -600;
    private static final int BATCH = 32 << 10;
    private static final String AUTH = "auth";

    private final DataStreams streams;
    private final StreamSettings settings;
    private final Executor threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("stream-", 0).factory());

    StreamRoute(DataStreams streams, StreamSettings settings) {
        this.streams = streams;
        this.settings = settings;
    }

    void register(@Observes Router router) {
        router.post("/").order(ORDER).handler(this::upload);
        router.get("/").order(ORDER).handler(this::download);
    }

    private void upload(RoutingContext http) {
        var request = http.request();
        var loop = Vertx.currentContext();
        var body = new Inflow(request, loop, Tempo.of(settings));
        threads.execute(() -> {
            try {
                var uploaded = streams.upload(uploadOf(request, body));
                report(uploaded, new Outflow(loop, request.response(), Tempo.of(settings)), http, loop);
            } catch (Refusal refusal) {
                refuse(http, loop, body, problem(refusal));
            } catch (ProblemThrown thrown) {
                refuse(http, loop, body, thrown.problem());
            } catch (Stalled stalled) {
                LOG.infof("An upload of %s was ended: %s", Callers.of(request).address(), stalled.getMessage());
                refuse(http, loop, body, Problem.of(408, "stream.idle", String.valueOf(stalled.getMessage())));
            } catch (IOException broken) {
                refuse(http, loop, body, Problem.of(400, "stream.incomplete", String.valueOf(broken.getMessage())));
            } catch (RuntimeException failure) {
                refuse(http, loop, body, ProblemMapper.unforeseen(failure));
            }
        });
    }

    private static Upload uploadOf(HttpServerRequest request, Inflow body) {
        return new Upload(
                auth(request),
                body,
                declared(request.getHeader(HttpHeaders.CONTENT_LENGTH)),
                ContentDigest.parse(request.getHeader(ContentDigest.HEADER)),
                Disposition.fileName(request.getHeader("Content-Disposition")),
                Callers.of(request).address(),
                Callers.traceparent(request));
    }

    /** The status of every chunk, as an array that is made while it is written. */
    private static void report(Uploaded uploaded, Outflow out, RoutingContext http, Context loop) throws IOException {
        loop.runOnContext(_ -> {
            uploaded.held()
                    .ifPresent(command ->
                            http.response().setStatusCode(202).putHeader("X-DPT-CAB-ID", command.toString()));
            http.response()
                    .setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        });
        var text = new StringBuilder("[");
        for (int i = 0; i < uploaded.chunks(); i++) {
            text.append(i == 0 ? "" : ",").append(view(uploaded.chunk(i)));
            if (text.length() >= BATCH) {
                write(text, out);
            }
        }
        write(text.append("]"), out);
        out.end();
    }

    private static void write(StringBuilder text, Outflow out) throws IOException {
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        text.setLength(0);
    }

    private static String view(Chunk chunk) {
        try {
            return JSON.writeValueAsString(Json.of("chunk", chunk.chunk())
                    .with("streamSize", chunk.streamSize())
                    .with("received", chunk.received())
                    .with("name", chunk.name())
                    .with("context", chunk.context())
                    .with("started", chunk.started())
                    .with("current", chunk.current())
                    .with("delta", chunk.delta().toNanos() / 1e9));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void download(RoutingContext http) {
        var request = http.request();
        var loop = Vertx.currentContext();
        threads.execute(() -> {
            try {
                serve(http, loop);
            } catch (Refusal refusal) {
                loop.runOnContext(_ -> breakOff(http, problem(refusal)));
            } catch (Stalled stalled) {
                LOG.infof("A download of %s was ended: %s", Callers.of(request).address(), stalled.getMessage());
                loop.runOnContext(_ -> cut(request));
            } catch (IOException gone) {
                LOG.debugf("A download ended early: %s", gone.getMessage());
                loop.runOnContext(_ -> request.connection().close());
            } catch (RuntimeException failure) {
                var problem = ProblemMapper.unforeseen(failure);
                loop.runOnContext(_ -> breakOff(http, problem));
            }
        });
    }

    private void serve(RoutingContext http, Context loop) throws IOException {
        var request = http.request();
        var range = ByteRange.parse(request.getHeader("Range"));
        try (var download = streams.download(
                auth(request), range.isPresent(), Callers.of(request).address())) {
            long size = download.size();
            var extent = range.isEmpty()
                    ? Optional.of(new ByteRange.Extent(0, size))
                    : range.get().of(size);
            if (extent.isEmpty()) {
                loop.runOnContext(_ -> {
                    http.response().putHeader("Content-Range", "bytes */" + size);
                    ProblemMapper.answer(
                            http,
                            Problem.of(
                                    416,
                                    "stream.range_not_satisfiable",
                                    "Expected a range within %d bytes".formatted(size)));
                });
                return;
            }
            download.begin(extent.get().from(), extent.get().length());
            loop.runOnContext(_ -> head(http, download, extent.get(), range.isPresent()));
            var out = new Outflow(loop, http.response(), Tempo.of(settings));
            for (var piece = download.next(); piece.isPresent(); piece = download.next()) {
                var bytes = piece.get();
                out.write(bytes.chunk().view(), bytes.from(), bytes.length());
            }
            out.end();
            download.delivered();
        }
    }

    private static void head(RoutingContext http, Download download, ByteRange.Extent extent, boolean part) {
        var digest = ContentDigest.text(download.digest());
        var response = http.response()
                .setStatusCode(part ? 206 : 200)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(extent.length()))
                .putHeader("Content-Disposition", Disposition.attachment(download.fileName()))
                .putHeader("Accept-Ranges", "bytes")
                .putHeader("Repr-Digest", digest)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (http.request().headers().contains(HttpHeaders.ACCEPT_ENCODING)) {
            // Bytes leave as they are, whatever the client would let be done to them.
            response.putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        }
        if (part) {
            response.putHeader(
                    "Content-Range",
                    "bytes %d-%d/%d".formatted(extent.from(), extent.from() + extent.length() - 1, download.size()));
        } else {
            response.putHeader(ContentDigest.HEADER, digest);
        }
    }

    /** What has begun is not answered any more: it ends before the announced length, so that nobody takes it for whole. */
    private static void breakOff(RoutingContext http, Problem problem) {
        if (http.response().headWritten()) {
            http.request().connection().close();
        } else {
            clear(http);
            ProblemMapper.answer(http, problem);
        }
    }

    /**
     * Lets go of everything that waits for a client which does not take it. A mere close would wait until it has, here and
     * in the kernel.
     */
    private static void cut(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase connection && request.version() != HttpVersion.HTTP_2) {
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            // Past Vert.x's own handler, whose close is the mere one.
            connection.channelHandlerContext().close();
        } else {
            request.response().reset();
        }
    }

    private static void clear(RoutingContext http) {
        var headers = http.response().headers();
        headers.remove(HttpHeaders.CONTENT_LENGTH).remove(HttpHeaders.CONTENT_ENCODING);
        headers.remove("Content-Disposition").remove("Content-Range").remove("Repr-Digest");
        headers.remove(ContentDigest.HEADER).remove("Accept-Ranges");
    }

    private static void refuse(RoutingContext http, Context loop, Inflow body, Problem problem) {
        loop.runOnContext(_ -> {
            if (http.response().headWritten()) {
                http.request().connection().close();
            } else if (body.isEnded()) {
                ProblemMapper.answer(http, problem);
            } else {
                Unread.answer(http, problem);
            }
        });
    }

    /** A stream cannot wait for a device to be registered: to it that is a server that is not ready. */
    private static Problem problem(Refusal refusal) {
        return refusal.reason() == Reason.STORAGE_NO_DEVICE
                ? Problem.of(503, refusal.reason().key(), String.valueOf(refusal.getMessage()))
                : Problem.of(refusal);
    }

    private static String auth(HttpServerRequest request) {
        var auth = request.getParam(AUTH);
        return auth == null ? "" : auth;
    }

    private static OptionalLong declared(String length) {
        try {
            return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }
}
