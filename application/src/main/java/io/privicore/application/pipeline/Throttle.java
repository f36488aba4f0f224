package io.privicore.application.pipeline;

import static io.privicore.domain.kernel.Reason.THROTTLED;

import io.privicore.application.audit.AuditedCall;
import io.privicore.application.port.SignInAttempts;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.domain.kernel.Refusal;
import java.time.Duration;
import java.time.InstantSource;

/** Slows down whoever guesses secrets, by what the guesses have in common. */
public final class Throttle {

    private final SignInAttempts attempts;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;

    public Throttle(SignInAttempts attempts, UnitOfWork unitOfWork, InstantSource clock) {
        this.attempts = attempts;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /** To be asked before a secret is looked at; refuses with {@code THROTTLED} after too many failures. */
    public void requireUnblocked(String... subjects) {
        var now = clock.instant();
        for (var subject : subjects) {
            var until = attempts.blockedUntil(subject);
            if (now.isBefore(until)) {
                // Whoever goes on trying does not fill somebody's trail with it.
                if (!attempts.refused(subject, now)) {
                    AuditedCall.isKnown();
                }
                throw new Refusal(THROTTLED, "Expected the next attempt not before %s".formatted(until))
                        .until(Duration.between(now, until));
            }
        }
    }

    /** Counts a wrong secret, in a unit of work of its own. */
    public void failed(String... subjects) {
        var now = clock.instant();
        unitOfWork.run(Origin.ENGINE, () -> {
            for (var subject : subjects) {
                attempts.failed(subject, now);
            }
            return true;
        });
    }

    /** Forgets the failures of a subject, within the present unit of work. */
    public void succeeded(String subject) {
        attempts.succeeded(subject);
    }
}
