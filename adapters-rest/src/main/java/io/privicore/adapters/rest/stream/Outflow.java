package io.privicore.adapters.rest.stream;

import io.netty.buffer.Unpooled;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, written by a thread that may block: it waits while the client has not taken what was written
 * before. The slices are small, so that even a very slow client takes one now and then.
 */
final class Outflow {

    private static final int SLICE = 32 << 10;
    private static final int MOST = 16;

    private final Context loop;
    private final HttpServerResponse response;
    private final Tempo tempo;
    private final Semaphore room = new Semaphore(MOST);
    private volatile @Nullable Throwable broken;

    /** @param loop the context of the request's connection */
    Outflow(Context loop, HttpServerResponse response, Tempo tempo) {
        this.loop = loop;
        this.response = response;
        this.tempo = tempo;
    }

    /** The array must not change afterwards. */
    void write(byte[] bytes, int from, int length) throws IOException {
        for (int done = 0; done < length; done += SLICE) {
            int count = Math.min(SLICE, length - done);
            awaitRoom();
            tempo.moved(count);
            // The array itself: what is sent is not copied before it is on its way to the socket.
            var slice = Buffer.buffer(Unpooled.wrappedBuffer(bytes, from + done, count));
            loop.runOnContext(_ -> response.write(slice).onComplete(this::written));
        }
    }

    /** Returns when the last byte has left. */
    void end() throws IOException {
        var ended = new CompletableFuture<Boolean>();
        loop.runOnContext(_ -> response.end().onComplete(end -> {
            if (end.succeeded()) {
                ended.complete(true);
            } else {
                ended.completeExceptionally(end.cause());
            }
        }));
        try {
            for (int slice = 0; slice < MOST; slice++) {
                awaitRoom();
            }
            ended.get(tempo.patience(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw tempo.stalled();
        } catch (ExecutionException e) {
            throw brokenOff(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void awaitRoom() throws IOException {
        try {
            if (!room.tryAcquire()) {
                long begun = System.nanoTime();
                if (!room.tryAcquire(tempo.patience(), TimeUnit.NANOSECONDS)) {
                    throw tempo.stalled();
                }
                tempo.waited(System.nanoTime() - begun);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        if (broken != null) {
            throw brokenOff(broken);
        }
    }

    private void written(AsyncResult<Void> written) {
        if (written.failed()) {
            broken = written.cause();
        }
        room.release();
    }

    private static IOException brokenOff(@Nullable Throwable cause) {
        return new IOException("Expected the client to take all of it, but it went away", cause);
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("Expected to write all of it, but the engine ends");
    }
}
