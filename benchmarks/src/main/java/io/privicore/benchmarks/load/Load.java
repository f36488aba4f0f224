package io.privicore.benchmarks.load;

import io.privicore.benchmarks.load.Workload.Client;
import io.privicore.benchmarks.load.Workload.Outcome;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Recorder;

/**
 * A number of clients in closed loops on virtual threads: first unmeasured until all is warm, then measured.
 *
 * @param clients how many at the same time
 */
public record Load(int clients, Duration warmup, Duration measured) {

    private static final Duration AFTER_ERROR = Duration.ofMillis(20);

    public Measured run(Workload workload) throws Exception {
        Run run = new Run();
        List<Client> ready = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            ready.add(workload.client(i));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> loops = new ArrayList<>();
            for (Client client : ready) {
                loops.add(threads.submit(() -> run.loop(client)));
            }
            run.phase = Phase.WARMUP;
            run.start.countDown();
            boolean left = !run.exhausted.await(warmup.toNanos(), TimeUnit.NANOSECONDS);
            long cpuBefore = cpu();
            long from = System.nanoTime();
            run.phase = Phase.MEASURED;
            if (left) {
                boolean exhausted = run.exhausted.await(measured.toNanos(), TimeUnit.NANOSECONDS);
                left = !exhausted;
            }
            run.phase = Phase.OVER;
            Duration elapsed = Duration.ofNanos(System.nanoTime() - from);
            Duration cpu = Duration.ofNanos(cpu() - cpuBefore);
            await(loops);
            return new Measured(run.recorder.getIntervalHistogram(), run.errors.get(), elapsed, cpu, run.error);
        }
    }

    private static void await(List<Future<?>> loops) throws InterruptedException {
        for (Future<?> loop : loops) {
            try {
                loop.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("Expected a client to go on after an error", e.getCause());
            }
        }
    }

    private static long cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private enum Phase {
        WARMUP,
        MEASURED,
        OVER
    }

    private static final class Run {

        private final Recorder recorder = new Recorder(Duration.ofMinutes(2).toNanos(), 3);
        private final AtomicLong errors = new AtomicLong();
        private volatile String error = "";
        private final CountDownLatch start = new CountDownLatch(1);
        private final CountDownLatch exhausted = new CountDownLatch(1);
        private volatile Phase phase = Phase.WARMUP;

        void loop(Client client) {
            try (client) {
                start.await();
                while (phase != Phase.OVER) {
                    turn(client);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void turn(Client client) throws InterruptedException {
            long from = System.nanoTime();
            try {
                if (client.once() == Outcome.NOTHING_LEFT) {
                    phase = Phase.OVER;
                    exhausted.countDown();
                    return;
                }
                // What ends outside of the measurement is no part of it.
                if (phase == Phase.MEASURED) {
                    long counted = client.counted(System.nanoTime() - from);
                    recorder.recordValue(
                            Math.clamp(counted, 0, Duration.ofMinutes(2).toNanos()));
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                // What hangs may fail only after the measurement; it counts all the same.
                if (phase != Phase.WARMUP) {
                    errors.incrementAndGet();
                    error = error.isEmpty() ? String.valueOf(e) : error;
                }
                Thread.sleep(AFTER_ERROR);
            }
        }
    }
}
