package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A stream on a bare socket, of a client that is as slow as it likes. */
final class RawStream implements AutoCloseable {

    private static final int SMALL_WINDOW = 4 << 10;
    private static final int STEP = 64;

    private final Socket socket = new Socket();

    private RawStream(URI url) throws IOException {
        socket.setReceiveBufferSize(SMALL_WINDOW);
        socket.setSoTimeout(Math.toIntExact(Patience.LONG.toMillis()));
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
    }

    /** Asks for a download and takes nothing of it. */
    static RawStream download(String address) throws IOException {
        var url = URI.create(address);
        var stream = new RawStream(url);
        stream.send("GET /?%s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(url.getRawQuery(), url.getAuthority()));
        return stream;
    }

    /** Begins an upload of so many bytes and sends none of them. */
    static RawStream upload(String address, long announced) throws IOException {
        var url = URI.create(address);
        var stream = new RawStream(url);
        stream.send("POST /?%s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(url.getRawQuery(), url.getAuthority(), announced));
        return stream;
    }

    private void send(String head) throws IOException {
        socket.getOutputStream().write(head.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Takes so many bytes a second until it is cut off, and answers how many there were, head and all. */
    long takeSlowly(int bytesASecond) throws IOException {
        long taken = 0;
        var step = new byte[STEP];
        try {
            for (int count = 0; count >= 0; count = socket.getInputStream().read(step)) {
                taken += count;
                socket.getOutputStream().write('\n');
                pause(bytesASecond);
            }
        } catch (SocketException cut) {
            // What came before counts.
        }
        return taken;
    }

    /**
     * Waits until the other side has cut it off. Its reset may be lost on somebody whose buffers are full; whoever says
     * something then is told again.
     */
    void awaitCut() {
        Patience.until("the end of the connection", () -> {
            try {
                socket.getOutputStream().write('\n');
                return false;
            } catch (SocketException cut) {
                return true;
            }
        });
    }

    /** Sends so many bytes a second until it is answered or cut off, and answers what it was told. */
    String sendSlowly(int bytesASecond) throws IOException {
        var answer = socket.getInputStream();
        try {
            while (answer.available() == 0) {
                socket.getOutputStream().write(new byte[STEP]);
                pause(bytesASecond);
            }
        } catch (SocketException cut) {
            return told(answer);
        }
        return told(answer);
    }

    /** What the other side says until it has said all. */
    String awaitEnd() throws IOException {
        return told(socket.getInputStream());
    }

    private static String told(InputStream answer) throws IOException {
        var told = new ByteArrayOutputStream();
        try {
            answer.transferTo(told);
        } catch (SocketException cut) {
            // What came before counts.
        }
        return told.toString(ISO_8859_1);
    }

    private static void pause(int bytesASecond) {
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos() * STEP / bytesASecond);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
