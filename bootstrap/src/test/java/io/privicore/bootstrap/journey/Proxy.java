package io.privicore.bootstrap.journey;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** A stretch of network between the platform and a service, which can be cut and restored. */
final class Proxy implements AutoCloseable {

    private final Callable<InetSocketAddress> target;
    private final ServerSocket entrance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** @param target asked at every connection, since a service may move */
    Proxy(Callable<InetSocketAddress> target) throws IOException {
        this.target = target;
        entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Ends all connections, and lets no new one through. */
    void cut() {
        cut = true;
        open.forEach(Proxy::close);
    }

    void restore() {
        cut = false;
    }

    @Override
    public void close() {
        cut();
        try {
            entrance.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                var client = entrance.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        open.add(client);
        if (cut) {
            close(client);
            return;
        }
        var service = new Socket();
        try {
            service.connect(target.call());
        } catch (Exception unreachable) {
            close(client);
            return;
        }
        open.add(service);
        Thread.ofVirtual().start(() -> pump(service, client));
        pump(client, service);
        if (cut) {
            close(service);
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // Either side may end a connection at any time.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
