package io.privicore.bootstrap.failure;

import java.io.Serial;

/** The platform cannot start, for a reason its operator can mend; the text says what to do and is shown as it is. */
public final class StartFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public StartFailure(String text) {
        super(text);
    }

    public StartFailure(String text, Throwable cause) {
        super(text, cause);
    }
}
