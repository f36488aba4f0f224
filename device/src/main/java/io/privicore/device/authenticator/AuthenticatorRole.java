package io.privicore.device.authenticator;

import io.privicore.device.dialogue.Engine;
import io.privicore.device.dialogue.Heard;
import io.privicore.device.dialogue.Listener;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed;
import io.privicore.protocol.message.EngineMessage.AuthenticatorMessage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The device as authenticator, while a connection lasts. Without an authenticator it takes ballots and leaves them. */
public final class AuthenticatorRole implements Listener<AuthenticatorMessage> {

    private final Optional<Authenticator> authenticator;
    private final Engine engine;

    public AuthenticatorRole(Optional<Authenticator> authenticator, Engine engine) {
        this.authenticator = authenticator;
        this.engine = engine;
        authenticator.ifPresent(voting -> voting.join(engine));
    }

    @Override
    public void hear(AuthenticatorMessage message, Heard heard) {
        if (authenticator.isEmpty()) {
            engine.settle(List.of(heard));
            return;
        }
        try {
            switch (message) {
                case AuthenticatorBallot ballot -> authenticator.get().hear(ballot, heard, engine);
                case AuthenticatorClosed closed -> authenticator.get().hear(closed, heard, engine);
            }
        } catch (IOException | RuntimeException e) {
            engine.giveUp(e);
        }
    }

    @Override
    public void beat() {
        try {
            if (authenticator.isPresent()) {
                authenticator.get().beat();
            }
        } catch (IOException | RuntimeException e) {
            engine.giveUp(e);
        }
    }

    @Override
    public void close() {
        authenticator.ifPresent(voting -> voting.leave(engine));
    }
}
