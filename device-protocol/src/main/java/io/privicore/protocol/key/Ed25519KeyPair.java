package io.privicore.protocol.key;

import io.privicore.protocol.Bytes;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 key pair: signs receipts and votes that can be checked long after they were given. */
public final class Ed25519KeyPair {

    private final byte[] secret;
    private final Ed25519Key publicKey;

    private Ed25519KeyPair(byte[] secret) {
        this.secret = secret;
        this.publicKey = Ed25519Key.of(
                new Ed25519PrivateKeyParameters(secret).generatePublicKey().getEncoded());
    }

    public static Ed25519KeyPair generate() {
        var secret = new byte[Ed25519Key.LENGTH];
        new SecureRandom().nextBytes(secret);
        return new Ed25519KeyPair(secret);
    }

    public static Ed25519KeyPair of(byte[] secret) {
        if (secret.length != Ed25519Key.LENGTH) {
            throw new IllegalArgumentException("Expected an Ed25519 secret of 32 bytes, but got " + secret.length);
        }
        return new Ed25519KeyPair(secret.clone());
    }

    public Ed25519Key publicKey() {
        return publicKey;
    }

    /** The secret, for a key store only. */
    public byte[] secret() {
        return secret.clone();
    }

    public Bytes sign(byte[] message) {
        var signature = new byte[Ed25519Key.SIGNATURE_LENGTH];
        Ed25519.sign(secret, 0, publicKey.bytes().toArray(), 0, null, message, 0, message.length, signature, 0);
        return Bytes.wrap(signature);
    }
}
