package io.privicore.adapters.crypto.keys;

import io.privicore.application.port.EngineKeys;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.profile.PublicKey;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.key.X25519KeyPair;

/** The engine's key pair from its key store. It does not change while the store is the same. */
public final class StoredEngineKeys implements EngineKeys {

    private final PublicKey publicKey;
    private final Bytes privateKey;

    public StoredEngineKeys(EngineKeyStore store) {
        X25519KeyPair pair = store.ring().engine();
        this.publicKey = new PublicKey(new SignedKey(pair.publicKey()).format());
        this.privateKey = Bytes.wrap(pair.secret());
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Bytes privateKey() {
        return privateKey;
    }
}
