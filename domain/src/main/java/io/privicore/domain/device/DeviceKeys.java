package io.privicore.domain.device;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.profile.PublicKey;

/**
 * The public keys that a device showed in its first message: one to seal messages for it, one (Ed25519, 32 bytes) to
 * check its signatures. Once pinned they change only by a rotation of its configuration.
 */
public record DeviceKeys(PublicKey sealing, Bytes signing) {

    public DeviceKeys {
        if (signing.length() != 32) {
            throw new IllegalArgumentException("Expected a signing key of 32 bytes, but got " + signing.length());
        }
    }
}
