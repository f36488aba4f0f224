package io.privicore.adapters.amqp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to the broker that can be cut and mended. */
final class Cable implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private volatile boolean whole;

    Cable(int target, boolean whole) throws IOException {
        this.target = target;
        this.whole = whole;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void cut() {
        whole = false;
        ends.forEach(Cable::close);
        ends.clear();
    }

    void mend() {
        whole = true;
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var near = server.accept();
                if (!whole) {
                    near.close();
                    continue;
                }
                var far = new Socket(InetAddress.getLoopbackAddress(), target);
                ends.add(near);
                ends.add(far);
                Thread.ofVirtual().start(() -> pump(near, far));
                Thread.ofVirtual().start(() -> pump(far, near));
            } catch (IOException closed) {
                // The next attempt, or the end.
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // That is what the cable is for.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // Gone all the same.
        }
    }
}
