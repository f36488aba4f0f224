package io.privicore.device.storage;

/**
 * What a store holds.
 *
 * @param used bytes of the records that count
 * @param items chunks
 * @param tombstones references of which something was deleted
 * @param segments files
 * @param damaged records found damaged since the store was opened
 */
public record Usage(long capacity, long used, long items, long tombstones, int segments, long damaged) {}
