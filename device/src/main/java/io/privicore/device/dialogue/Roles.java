package io.privicore.device.dialogue;

import io.privicore.protocol.message.EngineMessage;
import io.privicore.protocol.message.EngineMessage.AuthenticatorMessage;
import io.privicore.protocol.message.EngineMessage.StorageMessage;

/** Passes each message on to the role it is for. */
public record Roles(Listener<StorageMessage> storage, Listener<AuthenticatorMessage> authenticator)
        implements Listener<EngineMessage> {

    @Override
    public void hear(EngineMessage message, Heard heard) {
        switch (message) {
            case StorageMessage m -> storage.hear(m, heard);
            case AuthenticatorMessage m -> authenticator.hear(m, heard);
        }
    }

    @Override
    public void rest() {
        storage.rest();
        authenticator.rest();
    }

    @Override
    public void beat() {
        storage.beat();
        authenticator.beat();
    }

    @Override
    public void close() {
        try (storage) {
            authenticator.close();
        }
    }
}
