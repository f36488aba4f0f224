package io.privicore.adapters.crypto.keys;

import io.privicore.application.port.TrailSeals;
import io.privicore.domain.audit.Checkpoint;
import io.privicore.domain.kernel.Bytes;
import io.privicore.protocol.key.Ed25519KeyPair;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals by HMAC-SHA256 and signatures by Ed25519, each under a key of its own that follows from the token key of the key
 * store, so that every node has them and they outlive rotations.
 */
public final class Ed25519TrailSeals implements TrailSeals {

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec sealing;
    private final Ed25519KeyPair signing;

    public Ed25519TrailSeals(EngineKeyStore store) {
        this.sealing = new SecretKeySpec(derived(store, "privicore audit seal 1"), HMAC);
        this.signing = Ed25519KeyPair.of(derived(store, "privicore audit signature 1"));
    }

    @Override
    public Bytes seal(Checkpoint checkpoint) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(sealing);
            return Bytes.wrap(mac.doFinal(checkpoint.statement().view()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected HMAC-SHA256 on every Java platform", e);
        }
    }

    @Override
    public boolean fits(Checkpoint checkpoint, Bytes seal) {
        return MessageDigest.isEqual(seal(checkpoint).view(), seal.view());
    }

    @Override
    public Bytes sign(Bytes statement) {
        return Bytes.wrap(signing.sign(statement.view()).toArray());
    }

    @Override
    public Bytes publicKey() {
        return Bytes.wrap(signing.publicKey().bytes().toArray());
    }

    /** The first byte is none of any text, so that nobody gets the key by having the same text hashed as a token. */
    private static byte[] derived(EngineKeyStore store, String purpose) {
        var mac = store.ring().tokenMac();
        mac.update((byte) 0xFF);
        return mac.doFinal(purpose.getBytes(StandardCharsets.US_ASCII));
    }
}
