package io.privicore.adapters.rest.stream;

import java.io.IOException;
import java.io.Serial;

/** The client did nothing for too long, or too little. */
public final class Stalled extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    Stalled(String expectation) {
        super(expectation);
    }
}
