package io.privicore.benchmarks.operation;

/**
 * What operations should look like.
 *
 * @param clients how many there will be
 * @param seconds how long they will run in all
 * @param payload bytes of data
 * @param devices that store it or vote, of a profile
 * @param groups profiles that have such devices, in operations that are held
 * @param deviceCommand how to start one
 * @param stock how many things to make ready that are used up, or 0 for as many as the fastest run could use
 * @param users of the directories that are listed
 */
public record Wishes(
        int clients, int seconds, int payload, int devices, int groups, String deviceCommand, int stock, int users) {

    private static final int FASTEST = 1500;
    private static final int PROFILES = 8;

    public int stockOrDefault() {
        return stock > 0 ? stock : seconds * FASTEST;
    }

    /** Each costs two password hashes, so clients share a few. */
    public int profiles() {
        return Math.min(clients, PROFILES);
    }
}
