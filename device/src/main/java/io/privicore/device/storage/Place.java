package io.privicore.device.storage;

import java.nio.file.Path;

/** Where a chunk lies on disk, sealed. */
public record Place(long version, int chunk, Path segment, long offset, int length) {}
