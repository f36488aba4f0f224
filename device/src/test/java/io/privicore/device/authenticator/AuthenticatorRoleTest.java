package io.privicore.device.authenticator;

import static io.privicore.device.authenticator.BallotFixture.NOW;
import static io.privicore.device.authenticator.BallotFixture.aBallot;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.device.dialogue.Engine;
import io.privicore.device.dialogue.Heard;
import io.privicore.device.key.DeviceKeys;
import io.privicore.protocol.message.Choice;
import io.privicore.protocol.message.DeviceMessage;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed.Result;
import io.privicore.protocol.session.ReplayWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AuthenticatorRoleTest {

    private final PatientEngine engine = new PatientEngine();
    private final Heard heard = new Heard(7, new ReplayWindow(), 0);
    private Path folder;
    private Authenticator authenticator;
    private AuthenticatorRole role;

    @BeforeEach
    void start(@TempDir Path root) throws IOException {
        folder = root;
        var keys = DeviceKeys.loadOrMake(root.resolve("device.key"), "device");
        var voter = new Opinion(Choice.YES, "");
        authenticator = Authenticator.in(root, keys, "device", _ -> Optional.of(voter), () -> NOW);
        role = new AuthenticatorRole(Optional.of(authenticator), engine);
    }

    @Test
    void settlesABallotOnceItsVoteIsConfirmed() throws Exception {
        role.hear(aBallot().sent(), heard);
        role.rest();
        assertThat(engine.said).hasSize(1);
        assertThat(engine.settled).isEmpty();

        engine.confirms.getFirst().complete(null);

        assertThat(engine.settled.poll(10, TimeUnit.SECONDS)).isEqualTo(heard);
        assertThat(engine.failures).isEmpty();
    }

    @Test
    void givesTheConnectionUpWhereTheVoteIsNotConfirmed() throws Exception {
        role.hear(aBallot().sent(), heard);
        role.rest();

        engine.confirms.getFirst().completeExceptionally(new IOException("lost"));

        assertThat(engine.failures.poll(10, TimeUnit.SECONDS)).hasMessage("lost");
        assertThat(engine.settled).isEmpty();
    }

    @Test
    void saysNothingThatCouldNotBeWrittenDown() throws Exception {
        Files.delete(folder.resolve("ballots"));

        role.hear(aBallot().sent(), heard);
        role.rest();

        assertThat(engine.failures.poll(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(engine.said).isEmpty();
        assertThat(engine.settled).isEmpty();
    }

    @Test
    void writesDownTogetherWhatCameTogether() throws Exception {
        var ballot = aBallot().sent();
        role.hear(ballot, heard);
        role.hear(aBallot().sent(), new Heard(8, new ReplayWindow(), 1));
        role.hear(new AuthenticatorClosed(UUID.randomUUID(), Result.APPROVED), new Heard(9, new ReplayWindow(), 2));
        assertThat(engine.said).isEmpty();

        role.rest();

        assertThat(engine.said).hasSize(2);
        assertThat(engine.settled).extracting(Heard::tag).containsExactly(9L);
        try (var files = Files.list(folder.resolve("ballots"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void votesOnceOnABallotThatCameTwiceTogether() {
        var ballot = aBallot().sent();
        role.hear(ballot, heard);
        role.hear(ballot, new Heard(8, new ReplayWindow(), 1));

        role.rest();

        assertThat(engine.said).hasSize(2);
        assertThat(engine.said.getFirst()).isEqualTo(engine.said.getLast());
    }

    @Test
    void saysOnTheNextConnectionWhatWasNotConfirmedOnThisOne() {
        role.hear(aBallot().sent(), heard);
        role.rest();
        role.close();
        var next = new PatientEngine();
        role = new AuthenticatorRole(Optional.of(authenticator), next);

        assertThat(next.said).isEqualTo(engine.said);
        assertThat(next.said).hasSize(1);
    }

    /** An engine that has what it is told when the test says so. */
    private static final class PatientEngine implements Engine {

        private final List<DeviceMessage> said = new ArrayList<>();
        private final List<CompletableFuture<Void>> confirms = new ArrayList<>();
        private final BlockingQueue<Heard> settled = new LinkedBlockingQueue<>();
        private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

        @Override
        public CompletableFuture<Void> say(DeviceMessage message) {
            said.add(message);
            var confirm = new CompletableFuture<Void>();
            confirms.add(confirm);
            return confirm;
        }

        @Override
        public void settle(Collection<Heard> messages) {
            settled.addAll(messages);
        }

        @Override
        public void giveUp(Throwable cause) {
            failures.add(cause);
        }
    }
}
