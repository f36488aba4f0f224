package io.privicore.adapters.amqp.link;

import io.privicore.application.port.DeviceSessions;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.key.X25519KeyPair;
import io.privicore.protocol.session.Direction;
import io.privicore.protocol.session.Frame;
import io.privicore.protocol.session.ReceiverSession;
import io.privicore.protocol.session.ReplayWindow;
import io.privicore.protocol.session.UnopenedFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Sessions that devices opened: those of late in memory, all of them kept sealed, so that any node opens what waited. A
 * kept session is bound to the keys that the device had pinned when it opened it, and dies with them.
 */
final class IncomingSessions {

    private static final String PURPOSE = "device-session";
    private static final int MOST = 10_000;
    private static final int SECRET = 32;

    private final DeviceSessions kept;
    private final UnitOfWork unitOfWork;
    private final Envelopes envelopes;
    private final Supplier<X25519KeyPair> own;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UUID, Incoming> recent = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Incoming> eldest) {
            return size() > MOST;
        }
    };

    IncomingSessions(
            DeviceSessions kept,
            UnitOfWork unitOfWork,
            Envelopes envelopes,
            Supplier<X25519KeyPair> own,
            InstantSource clock) {
        this.kept = kept;
        this.unitOfWork = unitOfWork;
        this.envelopes = envelopes;
        this.own = own;
        this.clock = clock;
    }

    /** Opens and keeps the session that the frame carries; the same one again changes nothing. */
    void open(Frame.Opening opening, byte[] frame, DeviceId device, DeviceKeys keys) throws UnopenedFrame {
        var peer = SignedKey.parse(keys.sealing().hex()).key();
        var session = ReceiverSession.open(frame, own.get(), peer, device.toString(), Direction.TO_ENGINE);
        var binding = binding(keys);
        if (find(opening.session(), device, keys).isPresent()) {
            return;
        }
        var secret = Arrays.copyOf(session.secret(), SECRET + binding.length);
        System.arraycopy(binding, 0, secret, SECRET, binding.length);
        var sealed = envelopes.sealSecret(Bytes.wrap(secret), PURPOSE);
        unitOfWork.run(Origin.ENGINE, () -> {
            // Somebody else's session is not overwritten, whoever names it.
            if (kept.find(session.id()).isEmpty()) {
                kept.save(session.id(), device, sealed, clock.instant());
            }
            return true;
        });
    }

    /** The session, if it is this device's and was opened under these very keys. */
    Optional<Incoming> find(UUID session, DeviceId device, DeviceKeys keys) {
        var known = recent(session).or(() -> restored(session));
        return known.filter(
                one -> one.device.equals(device) && MessageDigest.isEqual(one.binding.view(), binding(keys)));
    }

    void forget(DeviceId device) {
        lock.lock();
        try {
            recent.values().removeIf(one -> one.device.equals(device));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Incoming> recent(UUID session) {
        lock.lock();
        try {
            return Optional.ofNullable(recent.get(session));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Incoming> restored(UUID id) {
        var found = unitOfWork.run(Origin.ENGINE, () -> kept.find(id));
        return found.map(one -> {
            var secret = envelopes.openSecret(one.sealedKey(), PURPOSE).view();
            var session = ReceiverSession.restore(
                    id, Arrays.copyOf(secret, SECRET), one.device().toString(), Direction.TO_ENGINE);
            var binding = Bytes.wrap(Arrays.copyOfRange(secret, SECRET, secret.length));
            var incoming = new Incoming(one.device(), binding, session, new ReplayWindow());
            lock.lock();
            try {
                var earlier = recent.putIfAbsent(id, incoming);
                return earlier == null ? incoming : earlier;
            } finally {
                lock.unlock();
            }
        });
    }

    private static byte[] binding(DeviceKeys keys) {
        try {
            var sealing = keys.sealing().hex().getBytes(StandardCharsets.US_ASCII);
            var all = ByteBuffer.allocate(sealing.length + keys.signing().length())
                    .put(sealing)
                    .put(keys.signing().view())
                    .array();
            return MessageDigest.getInstance("SHA-256").digest(all);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 on every Java platform", e);
        }
    }

    /** A session and what of it is settled. */
    record Incoming(DeviceId device, Bytes binding, ReceiverSession session, ReplayWindow window) {}
}
