package io.privicore.benchmarks.load;

/**
 * A line of the result.
 *
 * @param clientMicros processor time that the load client took from the platform for every operation
 * @param limit a second, or 0 when there is none
 */
public record Figure(
        String operation,
        int clients,
        long count,
        double perSecond,
        double p50,
        double p95,
        double p99,
        double max,
        long errors,
        double clientMicros,
        String limitName,
        double limit) {

    public static Figure of(String operation, int clients, Measured measured, String limitName, double limit) {
        return new Figure(
                operation,
                clients,
                measured.count(),
                measured.perSecond(),
                measured.percentile(50),
                measured.percentile(95),
                measured.percentile(99),
                measured.percentile(100),
                measured.errors(),
                measured.clientMicros(),
                limitName,
                limit);
    }

    /** Of the limit, in percent; 0 when there is none. */
    public double share() {
        return limit == 0 ? 0 : 100 * perSecond / limit;
    }
}
