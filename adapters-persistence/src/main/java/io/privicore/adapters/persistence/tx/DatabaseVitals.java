package io.privicore.adapters.persistence.tx;

import io.privicore.application.port.Vitals;
import jakarta.enterprise.context.ApplicationScoped;

/** Whether the database answers. */
@ApplicationScoped
public class DatabaseVitals implements Vitals {

    private final Sql sql;

    DatabaseVitals(Sql sql) {
        this.sql = sql;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public boolean isUp() {
        try {
            return sql.first("select 1 as one", row -> row.getInt("one")).isPresent();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
