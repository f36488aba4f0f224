package io.privicore.bootstrap.client;

import java.io.Serial;

/** The job cannot go on; the text is one sentence for the person who wants it done. */
public final class ClientFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public ClientFailure(String text) {
        super(text);
    }

    public ClientFailure(String text, Throwable cause) {
        super(text, cause);
    }
}
