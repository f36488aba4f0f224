package io.privicore.application.port;

import java.time.Duration;
import java.time.Instant;

/** Failed sign-ins in memory: three are free, then a second that doubles, at most five minutes. */
public final class InMemorySignInAttempts implements SignInAttempts {

    private static final Duration FORGOTTEN = Duration.ofMinutes(15);
    private static final int FREE = 3;
    private static final long LONGEST_SECONDS = 300;

    private final InMemoryTable<String, Failures> failures;

    public InMemorySignInAttempts(InMemoryDatabase database) {
        this.failures = database.table();
    }

    @Override
    public Instant blockedUntil(String subject) {
        return failures.find(subject).map(Failures::blockedUntil).orElse(Instant.EPOCH);
    }

    @Override
    public void failed(String subject, Instant now) {
        failures.removeIf((_, row) -> row.last().isBefore(now.minus(FORGOTTEN)));
        int count = failures.find(subject).map(Failures::count).orElse(0) + 1;
        long seconds = count <= FREE ? 0 : Math.min(LONGEST_SECONDS, 1L << Math.min(count - FREE - 1, 20));
        failures.put(subject, new Failures(count, now, now.plusSeconds(seconds), false));
    }

    @Override
    public boolean refused(String subject, Instant now) {
        var told = failures.find(subject).filter(row -> !row.told()).map(Failures::telling);
        told.ifPresent(row -> failures.put(subject, row));
        return told.isPresent();
    }

    @Override
    public void succeeded(String subject) {
        failures.remove(subject);
    }

    private record Failures(int count, Instant last, Instant blockedUntil, boolean told) {

        Failures telling() {
            return new Failures(count, last, blockedUntil, true);
        }
    }
}
