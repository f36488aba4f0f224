package io.privicore.adapters.amqp.link;

import io.privicore.application.device.DeviceReports;
import io.privicore.application.device.DeviceReports.DeviceVote;
import io.privicore.application.device.DeviceReports.Known;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.protocol.key.CheckedKeys;
import io.privicore.protocol.key.Ed25519Key;
import io.privicore.protocol.key.X25519KeyPair;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** What devices wrote, read in batches: what a batch costs is paid once a device, not once a message. */
final class Mail {

    private static final Logger LOG = Logger.getLogger(Mail.class);

    private static final int MOST_KEYS = 10_000;

    private final CheckedKeys signingKeys = new CheckedKeys(MOST_KEYS);

    final DeviceReports reports;
    private final VoteCount together;
    final IncomingSessions sessions;
    final Outlets outlets;
    final Answers answers;
    final Questions questions;
    final Deliveries deliveries;
    final Drops drops;
    private final Traffic traffic;
    final Supplier<X25519KeyPair> own;
    final InstantSource clock;

    Mail(
            DeviceReports reports,
            IncomingSessions sessions,
            Outlets outlets,
            Answers answers,
            Questions questions,
            Deliveries deliveries,
            Drops drops,
            Traffic traffic,
            Supplier<X25519KeyPair> own,
            InstantSource clock) {
        this.reports = reports;
        this.together = new VoteCount(reports::voted);
        this.sessions = sessions;
        this.outlets = outlets;
        this.answers = answers;
        this.questions = questions;
        this.deliveries = deliveries;
        this.drops = drops;
        this.traffic = traffic;
        this.own = own;
        this.clock = clock;
    }

    /** Acts on the letters; answers those that must come again, because their effect is not durable yet. */
    List<Letter> settle(List<Letter> letters) {
        Map<DeviceId, List<Letter>> byDevice = new LinkedHashMap<>();
        for (var letter : letters) {
            traffic.received(letter.body().length);
            var device = sender(letter);
            if (device.isPresent()) {
                byDevice.computeIfAbsent(device.get(), _ -> new ArrayList<>()).add(letter);
            } else {
                drops.count(Drops.Reason.WRONG_SENDER, letter.routingKey());
            }
        }
        var known = known(byDevice.keySet());
        var again = new ArrayList<Letter>();
        var read = new LinkedHashMap<Reading, List<Letter>>();
        byDevice.forEach((device, its) -> attempt(device, its, again, () -> {
            var knownOne = known.isPresent() ? Optional.ofNullable(known.get().get(device)) : known(device);
            if (knownOne.isPresent()) {
                read.put(read(knownOne.get(), its), its);
            } else {
                its.forEach(_ -> drops.count(Drops.Reason.UNKNOWN_DEVICE, device.toString()));
            }
        }));
        boolean counted = count(read.keySet());
        read.forEach((reading, its) -> attempt(reading.device(), its, again, () -> {
            if (!counted) {
                count(reading.device(), reading.votes());
            }
            reading.settle();
        }));
        return again;
    }

    private static void attempt(DeviceId device, List<Letter> its, List<Letter> again, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warnf("What device %s wrote is put off: %s", device, e);
            LOG.debug("Put off", e);
            again.addAll(its);
        }
    }

    /** Counts all votes together, with those of other inboxes; false where that failed, so that each is to be counted by itself. */
    private boolean count(Collection<Reading> readings) {
        var votes = readings.stream().flatMap(one -> one.votes().stream()).toList();
        try {
            if (!votes.isEmpty()) {
                together.count(votes);
            }
            return true;
        } catch (RuntimeException e) {
            LOG.debug("Votes are counted device by device", e);
            return false;
        }
    }

    private void count(DeviceId device, List<DeviceVote> votes) {
        try {
            if (!votes.isEmpty()) {
                reports.voted(votes);
            }
        } catch (Refusal refusal) {
            unlessUnavailable(refusal, device, false);
        }
    }

    /** Of all in one go; nothing where that failed, so that each is to be asked for by itself. */
    private Optional<Map<DeviceId, Known>> known(Set<DeviceId> devices) {
        try {
            return Optional.of(devices.isEmpty() ? Map.of() : reports.known(devices));
        } catch (RuntimeException e) {
            LOG.debug("Devices are looked up one by one", e);
            return Optional.empty();
        }
    }

    Ed25519Key signingKey(Bytes pinned) {
        return signingKeys.of(pinned.view());
    }

    Optional<Known> known(DeviceId device) {
        try {
            return Optional.ofNullable(reports.known(List.of(device)).get(device));
        } catch (Refusal refusal) {
            return unlessUnavailable(refusal, device, Optional.empty());
        }
    }

    /** A refusal is final, unless it only says that now is a bad time. */
    <T> T unlessUnavailable(Refusal refusal, DeviceId device, T otherwise) {
        if (refusal.reason().kind() == Reason.Kind.UNAVAILABLE) {
            throw refusal;
        }
        drops.count(Drops.Reason.REFUSED, device.toString());
        return otherwise;
    }

    private Reading read(Known known, List<Letter> letters) {
        var reading = new Reading(this, known);
        letters.forEach(reading::read);
        reading.finish();
        return reading;
    }

    private static Optional<DeviceId> sender(Letter letter) {
        if (!letter.routingKey().equals(letter.sender())) {
            return Optional.empty();
        }
        try {
            var device = DeviceId.of(letter.routingKey());
            return device.toString().equals(letter.routingKey()) ? Optional.of(device) : Optional.empty();
        } catch (IllegalArgumentException noDevice) {
            return Optional.empty();
        }
    }
}
