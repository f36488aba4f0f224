package io.privicore.benchmarks.load;

/** Something that many clients do over and over, made ready. */
public interface Workload extends AutoCloseable {

    /** What one client does; it belongs to one thread. */
    Client client(int number) throws Exception;

    @Override
    default void close() {}

    /** One client in a closed loop: it does the next only when the one before is done. */
    @FunctionalInterface
    interface Client extends AutoCloseable {

        /** Does it once; whatever it throws is an error. */
        Outcome once() throws Exception;

        /** What of the last turn counts, in nanoseconds, where it is not the whole of it. */
        default long counted(long whole) {
            return whole;
        }

        @Override
        default void close() {}
    }

    /** How a turn ended. */
    enum Outcome {
        DONE,
        /** What was made ready for this workload is used up: the measurement ends here. */
        NOTHING_LEFT
    }
}
