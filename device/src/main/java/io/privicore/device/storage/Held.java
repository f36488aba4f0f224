package io.privicore.device.storage;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.Digest;

/** A chunk read back: opened, and its digest checked. */
public record Held(ChunkAddress address, Digest digest, Bytes bytes) {}
