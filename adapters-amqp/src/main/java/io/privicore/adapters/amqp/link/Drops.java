package io.privicore.adapters.amqp.link;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Messages that were dropped without effect, counted by reason. The log is told once a second at most. */
final class Drops {

    private static final Logger LOG = Logger.getLogger(Drops.class);
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);
    private final AtomicLong nextLog = new AtomicLong(System.nanoTime());

    Drops(MeterRegistry meters) {
        for (var reason : Reason.values()) {
            counters.put(
                    reason,
                    Counter.builder("privicore.device.messages.dropped")
                            .description("Messages of devices that were dropped without effect")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    /** @param from the routing key, which anybody with an account may choose */
    void count(Reason reason, String from) {
        var counter = counters.get(reason);
        if (counter != null) {
            counter.increment();
        }
        long now = System.nanoTime();
        long next = nextLog.get();
        if (now - next >= 0 && nextLog.compareAndSet(next, now + PAUSE_NANOS)) {
            LOG.infof("Dropped a message of device %.64s: %s", from.replaceAll("[^0-9a-f-]", "?"), reason);
        }
    }

    enum Reason {
        /** The broker does not vouch for the sender. */
        WRONG_SENDER,
        /** No device that may speak. */
        UNKNOWN_DEVICE,
        /** No frame, or one that does not open. */
        UNOPENED,
        /** A session that nobody opened, or that was opened under other keys. */
        UNKNOWN_SESSION,
        /** Settled before. */
        REPLAYED,
        /** A hello by somebody without the client secret. */
        WRONG_MAC,
        /** A hello with other keys than the pinned ones. */
        OTHER_KEYS,
        /** Receipts that the device did not sign. */
        WRONG_SIGNATURE,
        /** Authentic, but the engine has no use for it. */
        REFUSED
    }
}
