package io.privicore.application.audit;

import io.privicore.application.port.AuditTrails;
import io.privicore.application.port.AuditTrails.Chained;
import io.privicore.application.port.AuditTrails.Note;
import io.privicore.application.port.AuditTrails.SealedCheckpoint;
import io.privicore.application.port.TrailSeals;
import io.privicore.domain.audit.Checkpoint;
import io.privicore.domain.audit.Link;
import io.privicore.domain.kernel.Bytes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes notes into their trails, one node at a time. A trail whose end does not bear the engine's seal was tampered with:
 * it goes on, so that nothing is lost, but is never sealed again.
 */
public final class Chainer {

    /** Stands where a seal would, at the end of a trail that cannot be vouched for. */
    static final Bytes NO_SEAL = Bytes.wrap(new byte[0]);

    private static final Logger LOG = System.getLogger(Chainer.class.getName());
    private static final int BATCH = 1000;
    private static final Duration POLL = Duration.ofMillis(500);

    /** So that under load many notes share a transaction. */
    private static final Duration GATHER = Duration.ofMillis(50);

    private static final Duration CUT = Duration.ofMinutes(1);
    private static final int CUTS = 100;

    private final AuditTrails trails;
    private final TrailSeals seals;
    private final InstantSource clock;
    private final Optional<Duration> retention;
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean running = true;
    private Instant nextCut = Instant.EPOCH;

    /** @param retention how long entries are kept, if not for ever */
    public Chainer(AuditTrails trails, TrailSeals seals, InstantSource clock, Optional<Duration> retention) {
        this.trails = trails;
        this.seals = seals;
        this.clock = clock;
        this.retention = retention;
        trails.onNoted(() -> {
            if (bell.availablePermits() == 0) {
                bell.release();
            }
        });
    }

    /** Runs until {@link #stop()}; the caller's thread is used for nothing else. */
    public void run() {
        while (running) {
            try {
                if (bell.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS) && running) {
                    Thread.sleep(GATHER);
                }
                bell.drainPermits();
                chainAll();
                letGo();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Audit entries wait to be chained: {0}", e.toString());
                pause();
            }
        }
    }

    public void stop() {
        running = false;
        bell.release();
    }

    /** Chains everything there is; answers how many notes it took. */
    public int chainAll() {
        int all = 0;
        for (int taken = BATCH; taken == BATCH && running; ) {
            taken = trails.chain(BATCH, this::chain);
            all += taken;
        }
        return all;
    }

    /** Lets go of what is older than it is to be kept, of a few trails at a time, so that notes do not wait for it. */
    public void letGo() {
        var now = clock.instant();
        if (retention.isEmpty() || now.isBefore(nextCut)) {
            return;
        }
        var before = now.minus(retention.get());
        for (int i = 0; i < CUTS && running; i++) {
            if (trails.forget(before, BATCH, (end, cut) -> sealed(Optional.of(end), cut)) == 0) {
                nextCut = now.plus(CUT);
                return;
            }
        }
        bell.release();
    }

    private Chained chain(List<Note> notes, Map<UUID, SealedCheckpoint> ends) {
        List<Link> links = new ArrayList<>();
        Map<UUID, Checkpoint> reached = new LinkedHashMap<>();
        for (var note : notes) {
            for (var trail : note.trails()) {
                var end = reached.computeIfAbsent(trail, _ -> startOf(trail, ends));
                var link = end.append(note.entry());
                links.add(link);
                reached.put(trail, end.reaching(link));
            }
        }
        return new Chained(
                links,
                reached.values().stream()
                        .map(end -> sealed(Optional.ofNullable(ends.get(end.trail())), end))
                        .toList());
    }

    private static Checkpoint startOf(UUID trail, Map<UUID, SealedCheckpoint> ends) {
        var end = ends.get(trail);
        return end == null ? Checkpoint.empty(trail) : end.checkpoint();
    }

    private boolean isSound(SealedCheckpoint end) {
        boolean sound = seals.fits(end.checkpoint(), end.seal());
        if (!sound) {
            LOG.log(
                    Level.ERROR,
                    "The audit trail {0} does not end where the engine left it: it was tampered with",
                    end.checkpoint().trail());
        }
        return sound;
    }

    private SealedCheckpoint sealed(Optional<SealedCheckpoint> before, Checkpoint after) {
        return new SealedCheckpoint(after, before.map(this::isSound).orElse(true) ? seals.seal(after) : NO_SEAL);
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
