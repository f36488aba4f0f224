package io.privicore.device.storage;

import io.privicore.device.dialogue.Engine;
import io.privicore.device.dialogue.Heard;
import io.privicore.protocol.message.DeviceMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An engine that takes in what it is told, until it is lost. */
final class RecordingEngine implements Engine {

    final BlockingQueue<DeviceMessage> told = new LinkedBlockingQueue<>();
    final BlockingQueue<Heard> settled = new LinkedBlockingQueue<>();
    final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    volatile boolean lost;

    @Override
    public CompletableFuture<Void> say(DeviceMessage message) {
        if (lost) {
            failures.add(new IOException("lost"));
            return CompletableFuture.failedFuture(new IOException("Expected a connection, but it is lost"));
        }
        told.add(message);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void settle(Collection<Heard> messages) {
        settled.addAll(messages);
    }

    @Override
    public void giveUp(Throwable cause) {
        failures.add(cause);
    }

    <M extends DeviceMessage> M next(Class<M> type) throws InterruptedException {
        return type.cast(taken(told));
    }

    static <E> E taken(BlockingQueue<E> queue) throws InterruptedException {
        var next = queue.poll(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new AssertionError("Expected something to come, but nothing did");
        }
        return next;
    }
}
