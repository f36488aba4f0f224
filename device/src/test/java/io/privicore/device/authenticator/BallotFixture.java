package io.privicore.device.authenticator;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.UUID;

/** Ballots, each with an identifier of its own. */
public final class BallotFixture {

    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private String title = "Delete a user";
    private String question = "May ada delete bob?";
    private final LinkedHashMap<String, String> attributes = new LinkedHashMap<>();
    private Instant openedAt = NOW;
    private Duration open = Duration.ofMinutes(5);

    private BallotFixture() {}

    public static BallotFixture aBallot() {
        return new BallotFixture();
    }

    public BallotFixture titled(String text) {
        title = text;
        return this;
    }

    public BallotFixture asking(String text) {
        question = text;
        return this;
    }

    public BallotFixture with(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    public BallotFixture openedAt(Instant instant) {
        openedAt = instant;
        return this;
    }

    public BallotFixture closingAfter(Duration time) {
        open = time;
        return this;
    }

    public AuthenticatorBallot sent() {
        var ballot = UUID.randomUUID();
        return new AuthenticatorBallot(
                ballot,
                UUID.randomUUID(),
                title,
                question,
                attributes,
                Digest.sha256(Bytes.wrap(ballot.toString().getBytes(StandardCharsets.UTF_8))),
                1,
                openedAt,
                openedAt.plus(open));
    }
}
