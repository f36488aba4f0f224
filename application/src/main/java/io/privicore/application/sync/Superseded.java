package io.privicore.application.sync;

/** Another one is at it, or it was ended. */
final class Superseded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Superseded() {
        super("Expected to be the one who synchronises, but somebody else is", null, false, false);
    }
}
