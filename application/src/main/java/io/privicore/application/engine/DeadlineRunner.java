package io.privicore.application.engine;

import io.privicore.application.command.CommandId;
import io.privicore.application.device.AccountWork;
import io.privicore.application.directory.Importing;
import io.privicore.application.directory.Joining;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Due;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.sync.Proofs;
import io.privicore.application.sync.Synchronisation;
import io.privicore.application.token.ErasureWork;
import io.privicore.application.token.Placing;
import io.privicore.application.token.Retrieval;
import io.privicore.application.voting.Balloting;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.voting.PollId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Does what has come due, on whichever node claims it first. What fails stays claimed for a while and comes up again, so
 * nothing that was promised is forgotten while the database keeps it.
 */
public final class DeadlineRunner {

    private static final Logger LOG = System.getLogger(DeadlineRunner.class.getName());

    private static final int BATCH = 100;
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Deadlines deadlines;
    private final Placing placing;
    private final Retrieval retrieval;
    private final ErasureWork erasures;
    private final AccountWork accounts;
    private final Synchronisation synchronisation;
    private final Proofs proofs;
    private final Balloting balloting;
    private final Resumption resumption;
    private final Joining joining;
    private final Importing importing;
    private final Housekeeping housekeeping;
    private final Chores chores;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private final Executor executor;
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean running = true;

    /** @param executor runs what came due, one task each */
    public DeadlineRunner(
            Deadlines deadlines,
            Placing placing,
            Retrieval retrieval,
            ErasureWork erasures,
            AccountWork accounts,
            Synchronisation synchronisation,
            Proofs proofs,
            Balloting balloting,
            Resumption resumption,
            Joining joining,
            Importing importing,
            Housekeeping housekeeping,
            Chores chores,
            UnitOfWork unitOfWork,
            InstantSource clock,
            Executor executor) {
        this.deadlines = deadlines;
        this.placing = placing;
        this.retrieval = retrieval;
        this.erasures = erasures;
        this.accounts = accounts;
        this.synchronisation = synchronisation;
        this.proofs = proofs;
        this.balloting = balloting;
        this.resumption = resumption;
        this.joining = joining;
        this.importing = importing;
        this.housekeeping = housekeeping;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.executor = executor;
        this.chores = chores;
    }

    /** Runs until {@link #stop()}; the caller's thread is used for nothing else. */
    public void run() {
        boolean housekeepingIsSet = false;
        chores.doneBy((kind, subject) -> executor.execute(() -> attempt(new Due(kind, subject, clock.instant()))));
        while (running) {
            try {
                if (!housekeepingIsSet) {
                    set(Kind.HOUSEKEEPING, Housekeeping.SUBJECT);
                    set(Kind.PROOFS, Proofs.SUBJECT);
                    housekeepingIsSet = true;
                }
                if (runDue() < BATCH && bell.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Deadlines could not be looked at and will be again: {0}", e.toString());
                pause();
            }
        }
    }

    public void stop() {
        running = false;
        chores.leftToOthers();
        bell.release();
    }

    /** Claims what is due and hands each to the executor; answers how many there were. */
    public int runDue() {
        var now = clock.instant();
        var due = unitOfWork.run(Origin.ENGINE, () -> deadlines.claim(BATCH, now, now.plus(RETRY)));
        due.forEach(deadline -> executor.execute(() -> attempt(deadline)));
        return due.size();
    }

    private void attempt(Due due) {
        try {
            act(due);
        } catch (Refusal refusal) {
            LOG.log(
                    Level.WARNING,
                    "{0} could not be done and will be tried again: {1}",
                    due.kind(),
                    refusal.reason().key());
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "%s could not be done and will be tried again".formatted(due.kind()), failure);
        }
    }

    private void act(Due due) {
        switch (due.kind()) {
            case RESERVATION -> inTransaction(() -> placing.expire(new TokenId(due.subject()), due.due()));
            case UPDATE -> inTransaction(() -> placing.abandonUpdate(new TokenId(due.subject())));
            case REQUEST -> retrieval.expire(due.subject());
            case ERASURE -> erasures.remind(new TokenId(due.subject()));
            case DEVICE_REVOCATION -> accounts.revoke(new DeviceId(due.subject()));
            case DEVICE_ROTATION -> accounts.rotate(new DeviceId(due.subject()));
            case DEVICE_ACCESS -> accounts.align(new DeviceId(due.subject()));
            case INVITATION -> inTransaction(() -> joining.expire(new InvitationId(due.subject())));
            case IMPORT -> importing.run(new CommandId(due.subject()));
            case DEVICE_SYNC -> synchronisation.run(new DeviceId(due.subject()));
            case PROOFS -> proofs.run();
            case POLL -> balloting.timeIsUp(new PollId(due.subject()));
            case HELD -> resumption.run(new CommandId(due.subject()));
            case HOUSEKEEPING -> housekeeping.run();
        }
    }

    private void set(Kind kind, UUID subject) {
        inTransaction(() -> deadlines.set(kind, subject, clock.instant()));
    }

    private void inTransaction(Runnable work) {
        unitOfWork.run(Origin.ENGINE, () -> {
            work.run();
            return true;
        });
    }

    private void pause() {
        try {
            bell.tryAcquire(POLL.toMillis() * 4, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
