package io.privicore.domain.token;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.Bytes;

/** A token as it is kept: the hash it is found by, and itself sealed under the engine's key so it can be listed. */
public record SealedToken(TokenHash hash, Bytes sealed) {}
