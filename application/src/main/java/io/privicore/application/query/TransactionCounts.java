package io.privicore.application.query;

/**
 * How often what was done with a profile's data tokens, and how much data went in and out.
 *
 * @param bytesIn of exchanges and updates, as clients handed them in
 * @param bytesOut of data that was handed over
 */
public record TransactionCounts(
        long reserved, long exchanged, long requested, long updated, long deleted, long bytesIn, long bytesOut) {

    public static final TransactionCounts NONE = new TransactionCounts(0, 0, 0, 0, 0, 0, 0);

    public TransactionCounts plus(TransactionCounts other) {
        return new TransactionCounts(
                reserved + other.reserved,
                exchanged + other.exchanged,
                requested + other.requested,
                updated + other.updated,
                deleted + other.deleted,
                bytesIn + other.bytesIn,
                bytesOut + other.bytesOut);
    }
}
