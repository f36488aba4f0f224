package io.privicore.device.authenticator;

import io.privicore.device.authenticator.Authenticator.Arrived;
import io.privicore.device.dialogue.Engine;
import io.privicore.device.dialogue.Heard;
import io.privicore.device.dialogue.Listener;
import io.privicore.protocol.message.EngineMessage.AuthenticatorMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The device as authenticator, while a connection lasts. Without an authenticator it takes ballots and leaves them. */
public final class AuthenticatorRole implements Listener<AuthenticatorMessage> {

    private static final int MOST = 256;

    private final Optional<Authenticator> authenticator;
    private final Engine engine;

    /** What is not acted on yet; touched by who listens. */
    private final List<Arrived> arrived = new ArrayList<>();

    public AuthenticatorRole(Optional<Authenticator> authenticator, Engine engine) {
        this.authenticator = authenticator;
        this.engine = engine;
        authenticator.ifPresent(voting -> voting.join(engine));
    }

    /** Taken on with what else has arrived: to remember a vote costs as much as to remember many. */
    @Override
    public void hear(AuthenticatorMessage message, Heard heard) {
        if (authenticator.isEmpty()) {
            engine.settle(List.of(heard));
            return;
        }
        arrived.add(new Arrived(message, heard));
        if (arrived.size() >= MOST) {
            rest();
        }
    }

    @Override
    public void rest() {
        if (authenticator.isEmpty() || arrived.isEmpty()) {
            return;
        }
        var together = List.copyOf(arrived);
        arrived.clear();
        try {
            authenticator.get().hear(together, engine);
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
