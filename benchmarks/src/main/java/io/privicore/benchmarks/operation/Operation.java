package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.platform.Platform;

/** One thing to measure. A further one is a further file and a line in {@link Operations}. */
public interface Operation {

    /** As it is asked for and printed. */
    String name();

    /** What this operation can never outdo, by the name of its limit. */
    String limit();

    /** Whether it starts devices. */
    default boolean needsDevices() {
        return false;
    }

    /** Makes the platform ready for it, through its public interfaces. */
    Workload prepare(Platform platform, Wishes wishes) throws Exception;
}
