package io.privicore.domain.token;

import io.privicore.domain.kernel.Bytes;

/** The data key of one version, wrapped by the engine's key-encryption key of that number. */
public record WrappedKey(int keyVersion, Bytes wrapped) {}
