package io.privicore.benchmarks.limit;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Password hashes at the platform's default cost (19 MiB, 2 iterations, 1 lane) on all cores, in this process. */
public record Argon2idHashes(Duration duration) implements Limit {

    @Override
    public String name() {
        return "argon2id";
    }

    @Override
    public double measure() {
        hash(duration.dividedBy(2));
        return hash(duration);
    }

    private static double hash(Duration period) {
        int cores = Runtime.getRuntime().availableProcessors();
        AtomicLong count = new AtomicLong();
        long from = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(cores)) {
            for (int i = 0; i < cores; i++) {
                threads.execute(() -> {
                    while (System.nanoTime() - from < period.toNanos()) {
                        once();
                        count.incrementAndGet();
                    }
                });
            }
        }
        return count.get() * 1e9 / (System.nanoTime() - from);
    }

    private static void once() {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(19_456)
                .withIterations(2)
                .withParallelism(1)
                .withSalt(new byte[16])
                .build());
        generator.generateBytes(new byte[16], new byte[32]);
    }
}
