package io.privicore.application.port;

class InMemoryCommandBytesTest extends CommandBytesContract {

    private final InMemoryCommandBytes codec = new InMemoryCommandBytes();

    @Override
    protected CommandBytes codec() {
        return codec;
    }
}
