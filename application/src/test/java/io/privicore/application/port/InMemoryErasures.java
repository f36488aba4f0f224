package io.privicore.application.port;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Erasures in memory. */
public final class InMemoryErasures implements Erasures {

    private final InMemoryDatabase database;

    public InMemoryErasures(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void begin(ProfileId owner, TokenId token, StorageRef ref, Set<DeviceId> devices, Instant at) {
        for (var device : devices) {
            database.erasures.add(new Open(owner, token, ref, device), Optional.empty());
            database.begunErasures.add(new Open(owner, token, ref, device), at);
        }
    }

    @Override
    public List<Open> open(TokenId token) {
        return database.erasures.entries().stream()
                .filter(row -> row.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .filter(open -> open.token().equals(token))
                .toList();
    }

    @Override
    public Optional<Instant> openSince(TokenId token) {
        return open(token).stream()
                .flatMap(open -> database.begunErasures.find(open).stream())
                .min(Instant::compareTo);
    }

    @Override
    public List<Open> confirmed(DeviceId device, List<StorageRef> refs, Instant at) {
        return database.locked(() -> {
            var awaited = database.erasures.entries().stream()
                    .filter(row -> row.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .filter(open -> open.device().equals(device) && refs.contains(open.ref()))
                    .toList();
            awaited.forEach(open -> database.erasures.put(open, Optional.of(at)));
            return awaited;
        });
    }

    @Override
    public void forget(DeviceId device) {
        database.erasures.removeIf(
                (open, confirmed) -> confirmed.isEmpty() && open.device().equals(device));
    }
}
