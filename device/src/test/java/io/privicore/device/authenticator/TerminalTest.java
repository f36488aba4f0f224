package io.privicore.device.authenticator;

import static io.privicore.device.authenticator.BallotFixture.NOW;
import static io.privicore.device.authenticator.BallotFixture.aBallot;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.protocol.message.Choice;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed.Result;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TerminalTest {

    private final AuthenticatorBallot ballot = aBallot().sent();
    private final BlockingQueue<Opinion> cast = new LinkedBlockingQueue<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final PipedWriter typing = new PipedWriter();
    private final PipedWriter showing = new PipedWriter();
    private BufferedReader shown;
    private Terminal terminal;
    private Thread running;

    @BeforeEach
    void start() throws Exception {
        shown = new BufferedReader(new PipedReader(showing, 1 << 16));
        terminal = new Terminal(
                new OneBallot(),
                new BufferedReader(new PipedReader(typing)),
                new PrintWriter(showing),
                now::get,
                false);
        running = Thread.ofPlatform().start(() -> {
            try {
                terminal.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void type(String line) throws Exception {
        typing.write(line + "\n");
        typing.flush();
    }

    private void awaitShown(String text) throws Exception {
        while (!shown.readLine().contains(text)) {
            // Lines before it are of no interest here.
        }
    }

    @Test
    void asksAndVotesUntilTheInputEnds() throws Exception {
        awaitShown("closes in");
        now.set(NOW.plusSeconds(2));
        type("n");
        type("because");

        assertThat(cast.poll(10, TimeUnit.SECONDS)).isEqualTo(new Opinion(Choice.NO, "because"));
        awaitShown("Voted no.");
        typing.close();
        running.join();
    }

    @Test
    void showsWhatItIsToldInBetween() throws Exception {
        awaitShown("closes in");
        terminal.note("Device d is connected");

        awaitShown("Device d is connected");
        typing.close();
        running.join();
        assertThat(cast).isEmpty();
    }

    private final class OneBallot implements Desk {

        private boolean voted;

        @Override
        public List<AuthenticatorBallot> open() {
            return voted ? List.of() : List.of(ballot);
        }

        @Override
        public Optional<Result> result(UUID id) {
            return Optional.empty();
        }

        @Override
        public Casting cast(UUID id, Opinion opinion) {
            voted = true;
            cast.add(opinion);
            return Casting.CAST;
        }
    }
}
