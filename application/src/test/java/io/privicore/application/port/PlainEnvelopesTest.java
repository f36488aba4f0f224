package io.privicore.application.port;

import java.time.InstantSource;

final class PlainEnvelopesTest extends EnvelopesContract {

    private final PlainEnvelopes envelopes = new PlainEnvelopes(InstantSource.system());

    @Override
    protected Envelopes envelopes() {
        return envelopes;
    }
}
