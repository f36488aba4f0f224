package io.privicore.adapters.rest.channel;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The real time, with one thread for what is to come: tasks are short and never wait. */
@Singleton
final class ScheduledTimeline implements Timeline {

    private static final Logger LOG = Logger.getLogger(ScheduledTimeline.class);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("privicore-channels").factory());

    ScheduledTimeline() {
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long now() {
        return System.currentTimeMillis();
    }

    @Override
    public Runnable at(long millis, Runnable task) {
        var scheduled = executor.schedule(() -> run(task), Math.max(0, millis - now()), TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A channel task failed", e);
        }
    }
}
