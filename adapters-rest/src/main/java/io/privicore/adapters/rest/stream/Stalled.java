package io.privicore.adapters.rest.stream;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;

/** The client did nothing for too long. */
final class Stalled extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    Stalled(Duration idle) {
        super("Expected the client to go on within %d ms, but it did not".formatted(idle.toMillis()));
    }
}
