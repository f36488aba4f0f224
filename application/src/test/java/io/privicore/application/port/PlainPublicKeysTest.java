package io.privicore.application.port;

import io.privicore.domain.profile.PublicKey;

final class PlainPublicKeysTest extends PublicKeysContract {

    private final PlainPublicKeys keys = new PlainPublicKeys();

    @Override
    protected PublicKeys keys() {
        return keys;
    }

    @Override
    protected PublicKey signed(byte[] point) {
        return PlainPublicKeys.signed(point);
    }
}
