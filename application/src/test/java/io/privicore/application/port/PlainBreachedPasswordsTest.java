package io.privicore.application.port;

final class PlainBreachedPasswordsTest extends BreachedPasswordsContract {

    @Override
    protected BreachedPasswords list() {
        return new PlainBreachedPasswords();
    }
}
