package io.privicore.adapters.persistence.audit;

import io.privicore.application.query.AuditQuery.Filter;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.kernel.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What links of a trail must be, as SQL. */
record TrailCondition(String sql, List<Object> arguments) {

    static TrailCondition of(UUID trail, Filter filter) {
        var sql = new StringBuilder("trail = ?");
        var arguments = new ArrayList<Object>(List.of(trail));
        filter.operation().ifPresent(operation -> {
            boolean prefix = operation.endsWith("*");
            sql.append(prefix ? " and starts_with(operation, ?)" : " and operation = ?");
            arguments.add(prefix ? operation.substring(0, operation.length() - 1) : operation);
        });
        filter.outcome().map(AuditOutcome::wire).ifPresent(outcome -> add(sql, arguments, "outcome = ?", outcome));
        filter.application().ifPresent(application -> add(sql, arguments, "application = ?", application));
        filter.device().map(DeviceId::value).ifPresent(device -> add(sql, arguments, "device_id = ?", device));
        filter.from().ifPresent(from -> add(sql, arguments, "at >= ?", from));
        filter.to().ifPresent(to -> add(sql, arguments, "at < ?", to));
        return new TrailCondition(sql.toString(), arguments);
    }

    /** The same and more. */
    TrailCondition and(String more, Object... its) {
        var all = new ArrayList<>(arguments);
        all.addAll(List.of(its));
        return new TrailCondition(sql + " and " + more, all);
    }

    private static void add(StringBuilder sql, List<Object> arguments, String condition, Object argument) {
        sql.append(" and ").append(condition);
        arguments.add(argument);
    }
}
