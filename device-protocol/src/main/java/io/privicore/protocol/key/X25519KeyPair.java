package io.privicore.protocol.key;

import java.security.SecureRandom;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/** A Curve25519 key pair: opens what others seal for it, and proves to them who sealed an answer. */
public final class X25519KeyPair {

    private final X25519PrivateKeyParameters secret;
    private final X25519Key publicKey;

    private X25519KeyPair(X25519PrivateKeyParameters secret) {
        this.secret = secret;
        this.publicKey = X25519Key.of(secret.generatePublicKey().getEncoded());
    }

    public static X25519KeyPair generate() {
        return new X25519KeyPair(new X25519PrivateKeyParameters(new SecureRandom()));
    }

    public static X25519KeyPair of(byte[] secret) {
        if (secret.length != X25519Key.LENGTH) {
            throw new IllegalArgumentException("Expected a Curve25519 secret of 32 bytes, but got " + secret.length);
        }
        return new X25519KeyPair(new X25519PrivateKeyParameters(secret));
    }

    public X25519Key publicKey() {
        return publicKey;
    }

    /** The secret, for a key store only. */
    public byte[] secret() {
        return secret.getEncoded();
    }

    /** What both sides compute from their own secret and the other's public key. */
    public byte[] agree(X25519Key peer) {
        var shared = new byte[X25519Key.LENGTH];
        secret.generateSecret(peer.parameters(), shared, 0);
        return shared;
    }

    public AsymmetricCipherKeyPair parameters() {
        return new AsymmetricCipherKeyPair(secret.generatePublicKey(), secret);
    }
}
