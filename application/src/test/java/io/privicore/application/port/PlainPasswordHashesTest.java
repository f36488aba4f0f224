package io.privicore.application.port;

final class PlainPasswordHashesTest extends PasswordHashesContract {

    private final PlainPasswordHashes hashes = new PlainPasswordHashes();

    @Override
    protected PasswordHashes hashes() {
        return hashes;
    }

    @Override
    protected PasswordHashes hashesUnderOtherParameters() {
        return new PlainPasswordHashes(2);
    }
}
