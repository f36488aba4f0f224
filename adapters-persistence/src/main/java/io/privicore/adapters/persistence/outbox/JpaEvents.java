package io.privicore.adapters.persistence.outbox;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.application.port.Events;
import io.privicore.domain.kernel.Event;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Leaves events with the present unit of work. */
@ApplicationScoped
public class JpaEvents implements Events {

    private final JpaUnitOfWork unit;

    JpaEvents(JpaUnitOfWork unit) {
        this.unit = unit;
    }

    @Override
    public void append(Event event) {
        unit.append(List.of(event));
    }
}
