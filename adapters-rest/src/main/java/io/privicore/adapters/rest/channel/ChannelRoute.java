package io.privicore.adapters.rest.channel;

import io.privicore.adapters.rest.limits.Limits;
import io.privicore.application.Privicore;
import io.privicore.application.port.Tokens;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Where channels come in: WebSocket upgrades at the root and at {@code /ws}. Other requests pass by. */
@Singleton
public final class ChannelRoute implements HttpServerOptionsCustomizer {

    private static final int ORDER = -800;

    private final Privicore privicore;
    private final Tokens tokens;
    private final OpenChannels channels;
    private final Limits limits;
    private final long keepAlive;

    ChannelRoute(Privicore privicore, Tokens tokens, OpenChannels channels, Limits limits, ChannelSettings settings) {
        this.privicore = privicore;
        this.tokens = tokens;
        this.channels = channels;
        this.limits = limits;
        this.keepAlive = settings.keepAlive().toMillis();
        if (keepAlive < 1) {
            throw new IllegalArgumentException("Expected privicore.channel.keep-alive to be a time, but it is none");
        }
    }

    void register(@Observes Router router) {
        router.get("/").order(ORDER).handler(this::upgrade);
        router.get("/ws").order(ORDER).handler(this::upgrade);
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        // One frame above the limit is let in, so that it is answered with 1009 and not by a broken connection.
        options.setMaxWebSocketFrameSize(4 * limits.channelMessage())
                .setMaxWebSocketMessageSize(4 * limits.channelMessage())
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customizeHttpServer(options);
    }

    private void upgrade(RoutingContext http) {
        var request = http.request();
        if (!isUpgrade(request)) {
            http.next();
            return;
        }
        var address = request.remoteAddress().hostAddress();
        // Closing by the book would first send what the client does not read, or wait for it to.
        var transport = ((ConnectionBase) request.connection()).channel();
        Runnable abort = () -> transport
                .eventLoop()
                .execute(() -> transport.unsafe().close(transport.unsafe().voidPromise()));
        request.toWebSocket()
                .onSuccess(socket -> new ChannelSocket(socket, abort, address, privicore, tokens, channels, limits)
                        .start(http.vertx(), keepAlive))
                .onFailure(_ -> {
                    if (!http.response().ended()) {
                        http.fail(400);
                    }
                });
    }

    /** Browsers send {@code Connection: keep-alive, Upgrade}. */
    private static boolean isUpgrade(HttpServerRequest request) {
        var connection = request.getHeader(HttpHeaders.CONNECTION);
        var upgrade = request.getHeader(HttpHeaders.UPGRADE);
        if (connection == null || upgrade == null || !upgrade.strip().equalsIgnoreCase("websocket")) {
            return false;
        }
        for (var option : connection.split(",")) {
            if (option.strip().equalsIgnoreCase("upgrade")) {
                return true;
            }
        }
        return false;
    }
}
