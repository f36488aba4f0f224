package io.privicore.adapters.rest.channel;

/** The time, and what is to happen at later times. */
interface Timeline {

    /** Milliseconds since the epoch. */
    long now();

    /** Runs the task at the given time or soon after; what is answered calls it off. */
    Runnable at(long millis, Runnable task);
}
