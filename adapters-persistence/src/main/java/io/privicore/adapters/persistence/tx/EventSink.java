package io.privicore.adapters.persistence.tx;

import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.domain.kernel.Event;
import java.util.List;

/** Where a unit of work leaves its events. */
public interface EventSink {

    /** Writes the events as the last act of the transaction. */
    void write(Origin origin, List<Event> events);

    /** They were committed. */
    void committed();
}
