package io.privicore.adapters.amqp.link;

import io.privicore.application.device.DeviceReports;
import io.privicore.application.device.DeviceReports.DeviceVote;
import io.privicore.application.device.DeviceReports.Known;
import io.privicore.application.port.DevicePresences.Report;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.PublicKey;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.voting.BallotId;
import io.privicore.protocol.message.DeviceMessage;
import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
import io.privicore.protocol.message.DeviceMessage.Heartbeat;
import io.privicore.protocol.message.DeviceMessage.Hello;
import io.privicore.protocol.message.DeviceMessage.StorageAbsent;
import io.privicore.protocol.message.DeviceMessage.StorageChunk;
import io.privicore.protocol.message.DeviceMessage.StorageDeleted;
import io.privicore.protocol.message.DeviceMessage.StorageInventoryPage;
import io.privicore.protocol.message.DeviceMessage.StorageProof;
import io.privicore.protocol.message.DeviceMessage.StorageRefused;
import io.privicore.protocol.message.DeviceMessage.StorageStored;
import io.privicore.protocol.session.Frame;
import io.privicore.protocol.session.Introduction;
import io.privicore.protocol.session.UnopenedFrame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One batch of one device's letters, read in order. Receipts, erasures, heartbeats and votes are gathered and reported
 * together; what could change their meaning waits until they are.
 */
final class Reading {

    private final Mail mail;
    private final DeviceId device;
    private final String name;
    private final List<DeviceReports.Receipt> receipts = new ArrayList<>();
    private final List<StorageRef> erased = new ArrayList<>();
    private final List<DeviceVote> votes = new ArrayList<>();
    private final List<Runnable> settling = new ArrayList<>();
    private final Set<Place> open = new HashSet<>();
    private Known known;
    private Optional<Report> presence = Optional.empty();

    Reading(Mail mail, Known known) {
        this.mail = mail;
        this.known = known;
        this.device = known.device();
        this.name = device.toString();
    }

    DeviceId device() {
        return device;
    }

    void read(Letter letter) {
        try {
            switch (Frame.peek(letter.body())) {
                case Frame.Introducing _ -> introduced(letter.body());
                case Frame.Opening opening -> opened(opening, letter.body());
                case Frame.Sealed sealed -> sealed(sealed, letter.body());
            }
        } catch (UnopenedFrame unopened) {
            drop(Drops.Reason.UNOPENED);
        }
    }

    /** Reports what was gathered, but for the votes. */
    void finish() {
        report();
        reportPresence();
    }

    /** What the device voted, to be counted together with what others did. */
    List<DeviceVote> votes() {
        return votes;
    }

    /** Settles the messages for good, once all that they said is durable. */
    void settle() {
        settling.forEach(Runnable::run);
    }

    private void introduced(byte[] frame) throws UnopenedFrame {
        var hello = Introduction.open(frame, mail.own.get(), name);
        var secret = io.privicore.protocol.Bytes.wrap(known.clientSecret().view());
        if (!hello.isFrom(name, secret)) {
            drop(Drops.Reason.WRONG_MAC);
            return;
        }
        report();
        if (isWelcome(hello)) {
            // The keys are pinned now, if they were not before.
            known = mail.known(device).orElse(known);
            mail.outlets.renew(device);
        } else {
            drop(Drops.Reason.OTHER_KEYS);
        }
    }

    private boolean isWelcome(Hello hello) {
        var keys = new DeviceKeys(
                new PublicKey(hello.key().format()),
                Bytes.wrap(hello.signingKey().bytes().toArray()));
        try {
            return mail.reports.hello(device, keys, new Report(hello.capacity(), 0, 0), mail.clock.instant());
        } catch (Refusal refusal) {
            return mail.unlessUnavailable(refusal, device, false);
        }
    }

    private void opened(Frame.Opening opening, byte[] frame) throws UnopenedFrame {
        if (known.keys().isEmpty()) {
            drop(Drops.Reason.UNKNOWN_SESSION);
            return;
        }
        mail.sessions.open(opening, frame, device, known.keys().get());
    }

    private void sealed(Frame.Sealed sealed, byte[] frame) throws UnopenedFrame {
        var keys = known.keys();
        var incoming = keys.flatMap(pinned -> mail.sessions.find(sealed.session(), device, pinned));
        if (keys.isEmpty() || incoming.isEmpty()) {
            drop(Drops.Reason.UNKNOWN_SESSION);
            return;
        }
        var opened = incoming.get().session().open(frame);
        var place = new Place(sealed.session(), opened.counter());
        if (incoming.get().window().isSettled(opened.counter()) || !open.add(place)) {
            drop(Drops.Reason.REPLAYED);
            return;
        }
        if (opened.message() instanceof DeviceMessage message) {
            act(message, keys.get());
        }
        settling.add(() -> incoming.get().window().settle(place.counter));
    }

    private void act(DeviceMessage message, DeviceKeys keys) {
        switch (message) {
            // Under a session it would lack the proof of the client secret.
            case Hello _ -> drop(Drops.Reason.UNOPENED);
            case Heartbeat m -> presence = Optional.of(new Report(m.capacity(), m.used(), m.items()));
            case StorageStored m -> stored(m, keys);
            case StorageRefused m -> {
                report();
                if (!mail.deliveries.refused(device, m.address().ref())) {
                    mail.deliveries.passOn(device, m);
                }
                var cause = m.reason().name().toLowerCase(Locale.ROOT);
                attempt(() -> mail.reports.refused(device, ref(m.address().ref()), cause));
            }
            case StorageChunk m -> mail.answers.chunk(device, m);
            case StorageAbsent m -> {
                report();
                mail.answers.absent(device, m);
                mail.questions.absent(device, m);
                attempt(() -> mail.reports.absent(device, ref(m.ref())));
            }
            case StorageInventoryPage m -> {
                // What it said before is known by the time whoever asked has the answer.
                report();
                reportPresence();
                mail.questions.page(device, m);
            }
            case StorageProof m -> mail.questions.proof(device, m);
            case AuthenticatorVote m ->
                votes.add(new DeviceVote(
                        device,
                        new BallotId(m.ballot()),
                        Papers.choice(m.choice()),
                        m.reason(),
                        m.castAt(),
                        Bytes.wrap(m.signature().toArray())));
            case StorageDeleted m -> {
                if (!receipts.isEmpty()) {
                    report();
                }
                erased.add(ref(m.ref()));
            }
        }
    }

    private void stored(StorageStored message, DeviceKeys keys) {
        if (!message.isSignedBy(mail.signingKey(keys.signing()), name)) {
            drop(Drops.Reason.WRONG_SIGNATURE);
            return;
        }
        if (!erased.isEmpty()) {
            report();
        }
        boolean elsewhere = false;
        for (var receipt : message.receipts()) {
            if (mail.deliveries.stored(device, receipt)) {
                continue;
            }
            elsewhere = true;
            var address = receipt.address();
            receipts.add(new DeviceReports.Receipt(
                    ref(address.ref()),
                    address.version(),
                    address.chunk(),
                    Bytes.wrap(receipt.digest().toBytes())));
        }
        if (elsewhere) {
            mail.deliveries.passOn(device, message);
        }
    }

    private void report() {
        if (!receipts.isEmpty()) {
            var told = List.copyOf(receipts);
            attempt(() -> mail.reports.stored(device, told, mail.clock.instant()));
            receipts.clear();
        }
        if (!erased.isEmpty()) {
            var told = List.copyOf(erased);
            attempt(() -> mail.reports.deleted(device, told));
            erased.clear();
        }
    }

    private void reportPresence() {
        presence.ifPresent(seen -> attempt(() -> mail.reports.heartbeat(device, seen, mail.clock.instant())));
        presence = Optional.empty();
    }

    private void attempt(Runnable report) {
        try {
            report.run();
        } catch (Refusal refusal) {
            mail.unlessUnavailable(refusal, device, false);
        }
    }

    private void drop(Drops.Reason reason) {
        mail.drops.count(reason, name);
    }

    private static StorageRef ref(UUID ref) {
        return new StorageRef(ref);
    }

    private record Place(UUID session, long counter) {}
}
