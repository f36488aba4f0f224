package io.privicore.bootstrap.demo;

import java.io.Serial;

/** The demo cannot go on; the text is one sentence for the person who watches. */
final class DemoFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    DemoFailure(String text) {
        super(text);
    }

    DemoFailure(String text, Throwable cause) {
        super(text, cause);
    }
}
