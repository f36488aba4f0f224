package io.privicore.application.port;

import io.privicore.domain.kernel.Event;

/** Takes facts that are not the change of an aggregate, to be told with the present unit of work. */
@FunctionalInterface
public interface Events {

    void append(Event event);
}
