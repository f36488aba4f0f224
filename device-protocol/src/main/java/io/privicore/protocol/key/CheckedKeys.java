package io.privicore.protocol.key;

import io.privicore.protocol.Bytes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signing keys that were checked before: the check costs as much as that of a signature, and its answer is the same
 * for ever.
 */
public final class CheckedKeys {

    private final int most;
    private final Map<Bytes, Ed25519Key> checked = new ConcurrentHashMap<>();

    /** @param most how many to remember; with the next one all are forgotten */
    public CheckedKeys(int most) {
        this.most = most;
    }

    /** The key of these bytes, which must not change. Refuses with {@link RefusedKey} what is none. */
    public Ed25519Key of(byte[] bytes) {
        if (checked.size() >= most) {
            checked.clear();
        }
        return checked.computeIfAbsent(Bytes.wrap(bytes), Ed25519Key::new);
    }
}
