package io.privicore.application.token;

import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Erasures;
import io.privicore.application.port.Events;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.token.DataTokenEvent;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Tells devices to erase what they should no longer hold, again and again until they confirm or are gone. */
public final class ErasureWork {

    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(6);

    private final Erasures erasures;
    private final Devices devices;
    private final DeviceLinks links;
    private final Deadlines deadlines;
    private final Events events;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;

    public ErasureWork(
            Erasures erasures,
            Devices devices,
            DeviceLinks links,
            Deadlines deadlines,
            Events events,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        this.erasures = erasures;
        this.devices = devices;
        this.links = links;
        this.deadlines = deadlines;
        this.events = events;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /**
     * Tells every device that has not confirmed, and sets the next reminder as far ahead as the first lies back: what a
     * device that is away finds waiting grows with the logarithm of its absence.
     */
    public void remind(TokenId token) {
        for (var open : erasures.open(token)) {
            devices.find(open.device())
                    .ifPresentOrElse(device -> links.erase(device, open.ref()), () -> forget(open.device()));
        }
        setNext(token);
    }

    /** A device confirmed. To be called inside a unit of work. */
    public void confirmed(DeviceId device, List<StorageRef> refs) {
        var awaited = erasures.confirmed(device, refs, clock.instant());
        awaited.forEach(open -> events.append(new DataTokenEvent.ErasureConfirmed(open.owner(), open.token(), device)));
        awaited.stream().map(Erasures.Open::token).distinct().forEach(token -> {
            if (erasures.open(token).isEmpty()) {
                deadlines.clear(Kind.ERASURE, token.value());
            }
        });
    }

    private void forget(DeviceId device) {
        unitOfWork.run(Origin.ENGINE, () -> {
            erasures.forget(device);
            return true;
        });
    }

    private void setNext(TokenId token) {
        unitOfWork.run(Origin.ENGINE, () -> {
            var now = clock.instant();
            erasures.openSince(token)
                    .ifPresentOrElse(
                            since -> deadlines.set(Kind.ERASURE, token.value(), now.plus(delay(since, now))),
                            () -> deadlines.clear(Kind.ERASURE, token.value()));
            return true;
        });
    }

    private static Duration delay(Instant since, Instant now) {
        var waited = Duration.between(since, now);
        if (waited.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return waited.compareTo(LONGEST) > 0 ? LONGEST : waited;
    }
}
