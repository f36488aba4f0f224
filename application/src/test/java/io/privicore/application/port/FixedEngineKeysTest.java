package io.privicore.application.port;

final class FixedEngineKeysTest extends EngineKeysContract {

    @Override
    protected EngineKeys keys() {
        return new FixedEngineKeys();
    }
}
