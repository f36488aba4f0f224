package io.privicore.adapters.rest.stream;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, read by a thread that may block. Little of it waits here: the socket is not read while the reader
 * is behind. A client that asks whether to go on is told so when the first byte is wanted.
 */
public final class Inflow extends InputStream {

    private static final int MOST = 1 << 20;

    private final HttpServerRequest request;
    private final Context loop;
    private final Tempo tempo;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Buffer> parts = new ArrayDeque<>();
    private int waiting;
    private int position;
    private boolean begun;
    private boolean paused;
    private boolean ended;
    private @Nullable Throwable broken;

    /** @param loop the context of the request's connection, on which this is made */
    public Inflow(HttpServerRequest request, Context loop, Tempo tempo) {
        this.request = request;
        this.loop = loop;
        this.tempo = tempo;
        request.handler(this::take);
        request.endHandler(_ -> signal(() -> ended = true));
        request.exceptionHandler(failure -> signal(() -> broken = failure));
    }

    /** Whether the client has sent all that it announced. */
    public boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            begin();
            await();
            var part = parts.peekFirst();
            if (part == null) {
                return -1;
            }
            int count = Math.min(length, part.length() - position);
            part.getBytes(position, position + count, into, from);
            position += count;
            tempo.moved(count);
            if (position == part.length()) {
                parts.removeFirst();
                position = 0;
                waiting -= part.length();
                if (paused && waiting <= MOST / 2) {
                    paused = false;
                    loop.runOnContext(_ -> request.resume());
                }
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        loop.runOnContext(_ -> {
            if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
                request.response().writeContinue();
            }
            request.resume();
        });
    }

    private void await() throws IOException {
        if (!parts.isEmpty() || ended) {
            return;
        }
        long begun = System.nanoTime();
        long rest = tempo.patience();
        while (parts.isEmpty() && !ended) {
            if (broken != null) {
                throw new IOException("Expected the whole body, but it broke off", broken);
            }
            if (rest <= 0) {
                throw tempo.stalled();
            }
            try {
                rest = changed.awaitNanos(rest);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Expected the whole body, but the engine ends");
            }
        }
        tempo.waited(System.nanoTime() - begun);
    }

    private void take(Buffer part) {
        lock.lock();
        try {
            if (part.length() > 0) {
                parts.addLast(part);
                waiting += part.length();
                if (waiting >= MOST && !paused) {
                    paused = true;
                    request.pause();
                }
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
