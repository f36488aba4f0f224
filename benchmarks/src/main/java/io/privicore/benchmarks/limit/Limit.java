package io.privicore.benchmarks.limit;

/** Something that an operation can never outdo. */
public interface Limit {

    String name();

    /** How often a second, measured now. */
    double measure() throws Exception;
}
