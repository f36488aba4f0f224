package io.privicore.application.port;

import io.privicore.domain.kernel.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests for devices in memory. */
final class Sha256 {

    private Sha256() {}

    static Bytes of(Bytes... parts) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                sha.update(part.view());
            }
            return Bytes.wrap(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
