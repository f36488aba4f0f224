package io.privicore.application.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.PlatformInMemory;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.port.Delivery;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DeviceSyncs.Figures;
import io.privicore.application.port.InMemoryDeadlines;
import io.privicore.application.port.InMemoryDevicePresences;
import io.privicore.application.port.InMemoryDeviceSyncs;
import io.privicore.application.port.InMemoryStocks;
import io.privicore.application.port.Stocks.Placed;
import io.privicore.application.sync.Mending.Ended;
import io.privicore.application.sync.Mending.Fault;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.token.WrappedKey;
import io.privicore.domain.voting.BallotId;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MendingTest {

    private static final int SMALL = 1024;
    private static final int LARGE = 8 << 20;
    private static final Bytes CHUNK = Bytes.wrap(new byte[] {1, 2, 3});

    private final PlatformInMemory platform = new PlatformInMemory();
    private final Device target;
    private final DeviceId source;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Line line = new Line();
    private final Told told = new Told();
    private final Mending mending;

    MendingTest() {
        var owner = platform.anActiveProfile();
        target = platform.devices.find(platform.aStorageDevice(owner)).orElseThrow();
        source = platform.aStorageDevice(owner);
        platform.links.answerAtOnce(source, platform.reports);
        platform.links.beat(source);
        var presences = new InMemoryDevicePresences(platform.database);
        var deadlines = new InMemoryDeadlines(platform.database);
        var pace = new Pace(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 1, 1);
        var requests = new SyncRequests(
                new InMemoryDeviceSyncs(platform.database),
                presences,
                deadlines,
                new Chores(deadlines, platform.database, platform.clock),
                platform.database,
                platform.clock,
                pace);
        var copies = new Copies.Sources(
                        platform.devices,
                        presences,
                        new InMemoryStocks(platform.database),
                        line,
                        requests,
                        platform.database)
                .but(target.id());
        mending = new Mending(target, line, copies, threads, told);
    }

    @AfterEach
    void close() {
        mending.close();
        threads.close();
    }

    @Nested
    final class ManySmallVersions {

        @Test
        void areAllHeldInTheEndAndCountedOnce() {
            var faults = faults(3_000, SMALL, 1);

            mending.mend(faults);
            mending.await();

            assertThat(told.held).hasSize(3_000).doesNotHaveDuplicates();
            assertThat(told.figures).isEqualTo(new Figures(0, 3_000, 0, 3_000, 0, 0, 3_000L * CHUNK.length()));
        }

        @Test
        void areUnderWayTogetherButNeverMoreThanAThousandOrSo() {
            line.together = 1000;

            mending.mend(faults(3_000, SMALL, 1));
            mending.await();

            assertThat(told.held).hasSize(3_000);
            assertThat(line.mostOpen.get()).isBetween(1000, 1024);
        }

        @Test
        void areToldOfWhileMoreAreBegun() {
            mending.mend(faults(3_000, SMALL, 1));
            int before = told.times;
            mending.await();

            assertThat(before).isPositive();
        }

        @Test
        void areOnlyNotedWhereTheDeviceShowsThatItHasThem() {
            var shown = placed(SMALL, 1);

            mending.prove(List.of(shown));
            mending.await();

            assertThat(told.held).containsExactly(shown.placement().ref());
            assertThat(told.figures).isEqualTo(Figures.NONE);
        }
    }

    @Nested
    final class LargeVersions {

        @Test
        void neverTakeMoreThanTheirShareOfTheMemory() {
            mending.mend(faults(40, LARGE, 3));
            mending.await();

            // Of each one chunk is read ahead while one is sent: 16 MiB, of 64.
            assertThat(line.mostOpen.get()).isBetween(1, 4);
            assertThat(told.held).hasSize(40);
        }

        @Test
        void areSentInOrderThoughTheyAreReadAhead() {
            line.together = 4;

            mending.mend(faults(1, 1 << 20, 50));
            mending.await();

            assertThat(line.chunks)
                    .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
        }

        @Test
        void areToldOfWhileTheyAreOnTheirWay() throws InterruptedException {
            line.last = new CountDownLatch(1);
            var fault = faults(1, 1 << 20, 3);
            var waiting = Thread.ofVirtual().start(() -> {
                mending.mend(fault);
                mending.await();
            });

            told.some.await();

            assertThat(told.figures).isEqualTo(new Figures(0, 0, 0, 0, 0, 0, 2L * CHUNK.length()));
            line.last.countDown();
            waiting.join();
            assertThat(told.figures).isEqualTo(new Figures(0, 1, 0, 1, 0, 0, 3L * CHUNK.length()));
        }
    }

    @Nested
    final class ABrokerThatGoesAway {

        @Test
        void endsTheWorkAfterWhatWasDoneIsTold() {
            mending.mend(faults(10, SMALL, 1));
            mending.await();
            line.away = true;

            assertThatThrownBy(() -> {
                        mending.mend(faults(5, SMALL, 1));
                        mending.await();
                    })
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(Reason.BROKER_UNAVAILABLE));
            assertThat(told.held).hasSize(10);
        }
    }

    private List<Fault> faults(int count, int chunkSize, int chunks) {
        return IntStream.range(0, count)
                .mapToObj(_ -> new Fault(
                        placed(chunkSize, chunks),
                        IntStream.range(0, chunks).boxed().toList(),
                        false))
                .toList();
    }

    /** It says that its chunks are so large; the bytes that stand for them are few. */
    private Placed placed(int chunkSize, int chunks) {
        var digests = new ByteArrayOutputStream();
        for (int i = 0; i < chunks; i++) {
            digests.writeBytes(ExpectedDigests.of(CHUNK).view());
        }
        var placement = new Placement(
                new StorageRef(UUID.randomUUID()),
                1,
                new WrappedKey(1, CHUNK),
                Bytes.wrap(digests.toByteArray()),
                (long) chunkSize * chunks,
                chunkSize,
                Instant.EPOCH);
        return new Placed(target.owner(), new TokenId(UUID.randomUUID()), placement, Set.of(source));
    }

    /** What is heard of the work, by the thread that began it. */
    private static final class Told implements Mending.Watch {

        private final List<StorageRef> held = new ArrayList<>();
        private final CountDownLatch some = new CountDownLatch(1);
        private volatile Figures figures = Figures.NONE;
        private int times;

        @Override
        public void alive() {}

        @Override
        public void ended(Ended ended) {
            times++;
            held.addAll(ended.held());
            figures = figures.plus(ended.figures());
            some.countDown();
        }
    }

    /** Devices that hold everything, and take everything at once. */
    private static final class Line implements DeviceLinks {

        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger mostOpen = new AtomicInteger();
        private final AtomicInteger asked = new AtomicInteger();
        private final Queue<CompletableFuture<Bytes>> unanswered = new ConcurrentLinkedQueue<>();
        private final List<Integer> chunks = new ArrayList<>();
        private volatile CountDownLatch last = new CountDownLatch(0);
        private volatile boolean away;

        /** So many must have been asked for before any is answered. */
        private volatile int together;

        @Override
        public Delivery deliver(StorageRef ref, long version, int chunks, Collection<Device> devices) {
            requireReachable();
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
            return new Taking(devices.iterator().next().id(), chunks);
        }

        @Override
        public CompletableFuture<Bytes> fetch(Device device, Placement placement, int chunk) {
            var answer = new CompletableFuture<Bytes>();
            unanswered.add(answer);
            if (asked.incrementAndGet() >= together) {
                for (var one = unanswered.poll(); one != null; one = unanswered.poll()) {
                    one.complete(CHUNK);
                }
            }
            return answer;
        }

        @Override
        public boolean erase(Device device, StorageRef ref) {
            return true;
        }

        @Override
        public void requireReachable() {
            if (away) {
                throw new Refusal(Reason.BROKER_UNAVAILABLE, "Expected to reach the broker, but it is away");
            }
        }

        @Override
        public void forget(DeviceId device) {}

        @Override
        public boolean ballot(Device device, BallotPaper paper) {
            throw new UnsupportedOperationException("Nobody votes here");
        }

        @Override
        public void closed(Device device, BallotId ballot, BallotEnd end) {
            throw new UnsupportedOperationException("Nobody votes here");
        }

        private final class Taking implements Delivery {

            private final DeviceId device;
            private final int of;

            Taking(DeviceId device, int of) {
                this.device = device;
                this.of = of;
            }

            @Override
            public void send(int chunk, Bytes digest, Bytes sealed) {
                if (chunk > 0 && chunk == of - 1) {
                    awaitLast();
                }
                synchronized (chunks) {
                    chunks.add(chunk);
                }
            }

            private void awaitLast() {
                try {
                    last.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public Set<DeviceId> reached() {
                return Set.of(device);
            }

            @Override
            public Set<DeviceId> await(int devices, Duration longest) {
                // Lets others begin, as a device that takes a while does.
                Thread.yield();
                return Set.of(device);
            }

            @Override
            public Set<DeviceId> end() {
                return Set.of(device);
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        }
    }
}
