package io.privicore.domain.kernel;

/**
 * A fact about one aggregate, told to integrators. Events carry no secret, no payload and no token that grants access.
 * Every area seals its own interface under this one; the wire name of each event stands in one table.
 */
public interface Event {

    /** The aggregate it is about; events of one subject are delivered in order. */
    String subject();

    /** The profile on whose behalf the aggregate exists. */
    ProfileId profile();
}
