package io.privicore.adapters.persistence.tx;

import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.StatelessSession;

/** Writes rows of aggregates at once, without a session that remembers them; an update that finds no row is stale. */
@ApplicationScoped
public class Rows {

    private final StatelessSession session;

    Rows(StatelessSession session) {
        this.session = session;
    }

    /** Inserts a row that must be new, or updates the one at this revision. */
    public void save(Object row, long revision) {
        try {
            if (revision == 0) {
                session.insert(row);
            } else {
                session.update(row);
            }
        } catch (RuntimeException failure) {
            throw Failures.translated(failure);
        }
    }
}
