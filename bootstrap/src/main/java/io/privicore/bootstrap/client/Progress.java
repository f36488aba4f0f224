package io.privicore.bootstrap.client;

/** Whoever wants to know how far a transfer is. Called often, on the thread that transfers. */
@FunctionalInterface
public interface Progress {

    Progress UNSEEN = (done, total) -> {};

    /** @param done bytes so far, out of {@code total} */
    void at(long done, long total);
}
