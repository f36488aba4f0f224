package io.privicore.device.link;

import java.io.IOException;

/** The way to an engine. Each connection is one try; who wants to stay connected connects again. */
public interface Link {

    /** A connection on which deliveries already arrive. */
    Connection connect() throws IOException;
}
