package io.privicore.adapters.amqp;

import io.privicore.application.device.DeviceReports;
import io.privicore.application.port.ChannelMessage;
import io.privicore.application.port.DevicePresences.Report;
import io.privicore.application.port.DeviceSessions;
import io.privicore.application.port.EngineKeys;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.NodeChannels;
import io.privicore.application.port.Outbox;
import io.privicore.application.port.UnitOfWork;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.PublicKey;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.key.X25519KeyPair;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The application's side, in memory. */
final class Fakes {

    private Fakes() {}

    static final class Keys implements EngineKeys {

        final X25519KeyPair pair = X25519KeyPair.generate();

        @Override
        public PublicKey publicKey() {
            return new PublicKey(new SignedKey(pair.publicKey()).format());
        }

        @Override
        public Bytes privateKey() {
            return Bytes.wrap(pair.secret());
        }
    }

    static final class Seals implements Envelopes {

        private final AesKey key = AesKey.generate();

        @Override
        public Sealing begin(StorageRef ref, long version) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Opened> open(Placement placement) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Bytes sealSecret(Bytes secret, String purpose) {
            var nonce = new byte[AesKey.NONCE_LENGTH];
            new SecureRandom().nextBytes(nonce);
            var sealed = Arrays.copyOf(nonce, nonce.length + secret.length() + AesKey.TAG_LENGTH);
            key.seal(nonce, associated(purpose), io.privicore.protocol.Bytes.wrap(secret.view()), sealed, nonce.length);
            return Bytes.wrap(sealed);
        }

        @Override
        public Bytes openSecret(Bytes sealed, String purpose) {
            try {
                var all = sealed.view();
                var nonce = Arrays.copyOf(all, AesKey.NONCE_LENGTH);
                return Bytes.wrap(key.open(
                        nonce,
                        associated(purpose),
                        io.privicore.protocol.Bytes.wrap(all, nonce.length, all.length - nonce.length)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private static io.privicore.protocol.Bytes[] associated(String purpose) {
            return new io.privicore.protocol.Bytes[] {
                io.privicore.protocol.Bytes.wrap(purpose.getBytes(StandardCharsets.UTF_8))
            };
        }
    }

    static final class Units implements UnitOfWork {

        @Override
        public <T> T run(Origin origin, Supplier<T> work) {
            return work.get();
        }

        @Override
        public void afterCommit(Runnable action) {
            action.run();
        }
    }

    static final class Kept implements DeviceSessions {

        final Map<UUID, DeviceSessions.Kept> rows = new ConcurrentHashMap<>();

        @Override
        public void save(UUID session, DeviceId device, Bytes sealedKey, Instant openedAt) {
            rows.put(session, new DeviceSessions.Kept(device, sealedKey, openedAt));
        }

        @Override
        public Optional<DeviceSessions.Kept> find(UUID session) {
            return Optional.ofNullable(rows.get(session));
        }

        @Override
        public void forget(DeviceId device) {
            rows.values().removeIf(row -> row.device().equals(device));
        }

        @Override
        public int forgetOpenedBefore(Instant instant) {
            return 0;
        }
    }

    /** What was reported, in order; fails as often as told before it works again. */
    static final class Reports implements DeviceReports {

        final Map<DeviceId, Known> known = new ConcurrentHashMap<>();
        final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
        final AtomicInteger failures = new AtomicInteger();
        final AtomicInteger storedCalls = new AtomicInteger();

        @Override
        public Map<DeviceId, Known> known(Collection<DeviceId> devices) {
            var found = new HashMap<>(known);
            found.keySet().retainAll(devices);
            return found;
        }

        @Override
        public boolean hello(DeviceId device, DeviceKeys keys, Report report, Instant at) {
            failIfTold();
            var present = known.get(device);
            if (present == null || !present.keys().map(keys::equals).orElse(true)) {
                return false;
            }
            known.put(device, new Known(device, Optional.of(keys), present.clientSecret()));
            told.add(new HelloTold(device, keys));
            return true;
        }

        @Override
        public void heartbeat(DeviceId device, Report report, Instant at) {
            told.add(report);
        }

        @Override
        public void stored(DeviceId device, List<Receipt> receipts, Instant at) {
            failIfTold();
            storedCalls.incrementAndGet();
            told.addAll(receipts);
        }

        @Override
        public void refused(DeviceId device, StorageRef ref, String cause) {
            told.add(cause + " " + ref);
        }

        @Override
        public void absent(DeviceId device, StorageRef ref) {
            told.add("absent " + ref);
        }

        @Override
        public void deleted(DeviceId device, List<StorageRef> refs) {
            refs.forEach(ref -> told.add("deleted " + ref));
        }

        @Override
        public void voted(List<DeviceVote> votes) {
            failIfTold();
            told.addAll(votes);
        }

        private void failIfTold() {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new Refusal(Reason.DATABASE_UNAVAILABLE, "Expected a database, but it is away");
            }
        }

        record HelloTold(DeviceId device, DeviceKeys keys) {}
    }

    static final class Events implements Outbox {

        private final List<Outgoing> waiting = new ArrayList<>();
        private Runnable listener = () -> {};

        void commit(Outgoing event) {
            synchronized (this) {
                waiting.add(event);
            }
            listener.run();
        }

        synchronized int size() {
            return waiting.size();
        }

        @Override
        public synchronized int drain(int limit, Consumer<List<Outgoing>> publisher) {
            var batch = List.copyOf(waiting.subList(0, Math.min(limit, waiting.size())));
            if (!batch.isEmpty()) {
                publisher.accept(batch);
                waiting.subList(0, batch.size()).clear();
            }
            return batch.size();
        }

        @Override
        public void onCommitted(Runnable committed) {
            this.listener = committed;
        }
    }

    static final class Here implements NodeChannels {

        final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

        @Override
        public void deliver(ProfileId profile, ChannelMessage message) {
            heard.add(message);
        }

        @Override
        public void end(TokenHash token) {
            heard.add(token);
        }
    }
}
