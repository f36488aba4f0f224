package io.privicore.adapters.crypto.envelope;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.AesKey;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** AES-256-GCM over ranges of arrays; the tag follows the sealed bytes, the nonce is the caller's. */
final class Seals {

    private Seals() {}

    static byte[] seal(AesKey key, byte[] nonce, byte[] associated, byte[] plain, int from, int length) {
        byte[] sealed = new byte[length + AesKey.TAG_LENGTH];
        key.seal(nonce, new Bytes[] {Bytes.wrap(associated)}, Bytes.wrap(plain, from, length), sealed, 0);
        return sealed;
    }

    /** Empty when anything was changed. */
    static Optional<byte[]> open(AesKey key, byte[] nonce, byte[] associated, byte[] sealed, int from, int length) {
        try {
            return Optional.of(key.open(nonce, new Bytes[] {Bytes.wrap(associated)}, Bytes.wrap(sealed, from, length)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
