package io.privicore.application.port;

class InMemoryCommandCodecTest extends CommandCodecContract {

    private final InMemoryCommandCodec codec = new InMemoryCommandCodec();

    @Override
    protected CommandCodec codec() {
        return codec;
    }
}
