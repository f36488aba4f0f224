package io.privicore.adapters.amqp.link;

import com.rabbitmq.client.Connection;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.protocol.key.X25519KeyPair;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One outlet a device, as many as the connection has channels for; those that rest make room. */
final class Outlets {

    private static final int MOST = 1000;
    // Channels that others need on the same connection.
    private static final int RESERVED = 16;

    private final Supplier<X25519KeyPair> own;
    private final InstantSource clock;
    private final Traffic traffic;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<DeviceId, Outlet> byUse = new LinkedHashMap<>(64, 0.75f, true);

    Outlets(Supplier<X25519KeyPair> own, InstantSource clock, Traffic traffic) {
        this.own = own;
        this.clock = clock;
        this.traffic = traffic;
    }

    Outlet of(DeviceId device, Connection connection) {
        List<Outlet> resting = List.of();
        lock.lock();
        try {
            var outlet = byUse.get(device);
            if (outlet != null) {
                return outlet;
            }
            resting = makeRoom(connection);
            outlet = new Outlet(device, own, clock, traffic);
            byUse.put(device, outlet);
            return outlet;
        } finally {
            lock.unlock();
            resting.forEach(Outlet::close);
        }
    }

    /** Starts a fresh session with the device, if there is one: it connected anew and may have lost what it knew. */
    void renew(DeviceId device) {
        Outlet outlet;
        lock.lock();
        try {
            outlet = byUse.get(device);
        } finally {
            lock.unlock();
        }
        if (outlet != null) {
            outlet.renew();
        }
    }

    void forget(DeviceId device) {
        Outlet outlet;
        lock.lock();
        try {
            outlet = byUse.remove(device);
        } finally {
            lock.unlock();
        }
        if (outlet != null) {
            outlet.close();
        }
    }

    private List<Outlet> makeRoom(Connection connection) {
        int allowed = connection.getChannelMax() == 0 ? MOST : connection.getChannelMax() - RESERVED;
        int most = Math.max(1, Math.min(MOST, allowed));
        var resting = new ArrayList<Outlet>();
        var eldest = byUse.values().iterator();
        while (byUse.size() - resting.size() >= most && eldest.hasNext()) {
            var candidate = eldest.next();
            if (candidate.isIdle()) {
                resting.add(candidate);
            }
        }
        byUse.values().removeAll(resting);
        return resting;
    }

    /** The engine's key pair, read once from where it is kept. */
    static Supplier<X25519KeyPair> once(Supplier<Bytes> privateKey) {
        return new Supplier<>() {
            private volatile @Nullable X25519KeyPair pair;

            @Override
            public X25519KeyPair get() {
                var present = pair;
                if (present == null) {
                    present = X25519KeyPair.of(privateKey.get().toArray());
                    pair = present;
                }
                return present;
            }
        };
    }
}
