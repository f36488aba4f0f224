package io.privicore.device;

import static io.privicore.device.authenticator.BallotFixture.aBallot;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.device.authenticator.BallotFixture;
import io.privicore.device.authenticator.Desk;
import io.privicore.device.authenticator.Desk.Casting;
import io.privicore.device.authenticator.Opinion;
import io.privicore.device.authenticator.Voter;
import io.privicore.protocol.message.Choice;
import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
import io.privicore.protocol.message.DeviceMessage.Heartbeat;
import io.privicore.protocol.message.DeviceMessage.Hello;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed.Result;
import io.privicore.protocol.message.EngineMessage.StorageStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A device that votes, over a broker that loses connections. */
@Timeout(60)
class VotingTest {

    private final InMemoryBroker broker = new InMemoryBroker();
    private final PlayedEngine engine = new PlayedEngine(broker);
    private volatile Optional<Opinion> opinion = Optional.empty();
    private final AtomicInteger asked = new AtomicInteger();
    private Path folder;
    private @Nullable Device device;

    @BeforeEach
    void setFolder(@TempDir Path root) {
        folder = root.resolve("device");
    }

    @AfterEach
    void stopDevice() {
        if (device != null) {
            device.close();
        }
    }

    private void start(Optional<Voter> voter, Duration heartbeat) throws Exception {
        device = Device.start(
                engine.bundle(),
                Settings.in(folder)
                        .withPatience(Duration.ofMillis(20))
                        .withHeartbeat(heartbeat)
                        .withVoter(voter),
                broker);
        engine.await(Hello.class);
    }

    private void startWithAnOpinion() throws Exception {
        start(
                Optional.of(_ -> {
                    asked.incrementAndGet();
                    return opinion;
                }),
                Duration.ofSeconds(30));
    }

    private void startWithAPerson() throws Exception {
        start(Optional.of(Voter.PERSON), Duration.ofSeconds(30));
    }

    private Device running() {
        if (device == null) {
            throw new AssertionError("Expected a device to be started first");
        }
        return device;
    }

    private Desk desk() {
        return running().desk().orElseThrow();
    }

    private static BallotFixture aBallotNow() {
        return aBallot().openedAt(Instant.now());
    }

    private AuthenticatorBallot sent(BallotFixture ballot) {
        var sent = ballot.sent();
        engine.send(sent);
        return sent;
    }

    private void assertSigned(AuthenticatorVote vote, AuthenticatorBallot ballot) {
        assertThat(vote.ballot()).isEqualTo(ballot.ballot());
        assertThat(vote.statement(ballot.operation())
                        .isSignedBy(engine.pinned().signingKey(), PlayedEngine.DEVICE, vote.signature()))
                .isTrue();
    }

    private void awaitOpen(int ballots) throws Exception {
        broker.awaitSettled();
        assertThat(desk().open()).hasSize(ballots);
    }

    @Nested
    class AVoterWithAnOpinion {

        @BeforeEach
        void startDevice() throws Exception {
            opinion = Optional.of(new Opinion(Choice.YES, "small enough"));
            startWithAnOpinion();
        }

        @Test
        void votesAtOnceUnderTheSignatureOfTheDevice() throws Exception {
            var ballot = sent(aBallotNow());

            var vote = engine.await(AuthenticatorVote.class);

            assertSigned(vote, ballot);
            assertThat(vote.choice()).isEqualTo(Choice.YES);
            assertThat(vote.reason()).isEqualTo("small enough");
            assertThat(vote.castAt()).isBetween(ballot.openedAt().minusMillis(1), Instant.now());
            broker.awaitSettled();
        }

        @Test
        void sendsTheVerySameVoteForABallotThatComesAgain() throws Exception {
            var ballot = sent(aBallotNow());
            var vote = engine.await(AuthenticatorVote.class);
            opinion = Optional.of(new Opinion(Choice.NO, "another day"));

            engine.send(ballot);

            assertThat(engine.await(AuthenticatorVote.class)).isEqualTo(vote);
            broker.awaitSettled();
            assertThat(asked).hasValue(1);
        }

        @Test
        void sendsTheVerySameVoteAfterARestart() throws Exception {
            var ballot = sent(aBallotNow());
            var vote = engine.await(AuthenticatorVote.class);
            broker.awaitSettled();
            opinion = Optional.of(new Opinion(Choice.NO, "another day"));
            running().kill();
            startWithAnOpinion();
            // Nobody knows after a restart whether the broker had it.
            assertThat(engine.await(AuthenticatorVote.class)).isEqualTo(vote);

            engine.send(ballot);

            assertThat(engine.await(AuthenticatorVote.class)).isEqualTo(vote);
            broker.awaitSettled();
        }

        @Test
        void isHeardThoughTheConnectionWasLostBeforeTheConfirm() throws Exception {
            broker.awaitSettled();
            // The opening of the session is confirmed, the ballot's vote is not.
            engine.send(new StorageStatus());
            engine.await(Heartbeat.class);
            broker.awaitSettled();
            broker.loseConnectionAfter(0);
            var ballot = sent(aBallotNow());

            engine.await(Hello.class);

            assertSigned(engine.await(AuthenticatorVote.class), ballot);
            broker.awaitSettled();
            assertThat(asked).hasValue(1);
        }

        @Test
        void isNotAskedAboutABallotThatIsOver() throws Exception {
            sent(aBallot().openedAt(Instant.now().minusSeconds(400)).closingAfter(Duration.ofSeconds(300)));

            broker.awaitSettled();

            assertThat(asked).hasValue(0);
            assertThat(broker.toEngine).noneMatch(published -> published.type().equals("authenticator.vote"));
        }

        @Test
        void isNotAskedAboutABallotThatWasClosed() throws Exception {
            opinion = Optional.empty();
            var ballot = sent(aBallotNow());
            engine.send(new AuthenticatorClosed(ballot.ballot(), Result.CANCELLED));
            broker.awaitSettled();
            opinion = Optional.of(new Opinion(Choice.YES, ""));
            int before = asked.get();

            engine.send(ballot);
            broker.awaitSettled();

            assertThat(asked).hasValue(before);
            assertThat(broker.toEngine).noneMatch(published -> published.type().equals("authenticator.vote"));
        }
    }

    @Nested
    class AVoterWhoMakesUpItsMindLater {

        @Test
        void votesOnTheNextBeat() throws Exception {
            start(Optional.of(_ -> opinion), Duration.ofMillis(20));
            var ballot = sent(aBallotNow());
            awaitOpen(1);

            opinion = Optional.of(new Opinion(Choice.NO, ""));

            assertSigned(engine.await(AuthenticatorVote.class), ballot);
        }
    }

    @Nested
    class APerson {

        @BeforeEach
        void startDevice() throws Exception {
            startWithAPerson();
        }

        @Test
        void votesWhenReady() throws Exception {
            var ballot = sent(aBallotNow());
            awaitOpen(1);

            assertThat(desk().cast(ballot.ballot(), new Opinion(Choice.ABSTAIN, "no idea")))
                    .isEqualTo(Casting.CAST);

            var vote = engine.await(AuthenticatorVote.class);
            assertSigned(vote, ballot);
            assertThat(vote.choice()).isEqualTo(Choice.ABSTAIN);
            assertThat(desk().open()).isEmpty();
        }

        @Test
        void votesOnceOnly() throws Exception {
            var ballot = sent(aBallotNow());
            awaitOpen(1);
            desk().cast(ballot.ballot(), new Opinion(Choice.NO, ""));

            assertThat(desk().cast(ballot.ballot(), new Opinion(Choice.YES, "")))
                    .isEqualTo(Casting.VOTED_BEFORE);

            assertThat(engine.await(AuthenticatorVote.class).choice()).isEqualTo(Choice.NO);
        }

        @Test
        void seesTheBallotAgainAfterARestart() throws Exception {
            var ballot = sent(aBallotNow());
            awaitOpen(1);

            running().kill();
            startWithAPerson();

            assertThat(desk().open()).containsExactly(ballot);
            desk().cast(ballot.ballot(), new Opinion(Choice.YES, ""));
            assertSigned(engine.await(AuthenticatorVote.class), ballot);
        }

        @Test
        void votesWhileTheBrokerIsAwayAndIsHeardLater() throws Exception {
            var ballot = sent(aBallotNow());
            awaitOpen(1);
            broker.stop();

            assertThat(desk().cast(ballot.ballot(), new Opinion(Choice.YES, "")))
                    .isEqualTo(Casting.CAST);
            broker.start();

            engine.await(Hello.class);
            assertSigned(engine.await(AuthenticatorVote.class), ballot);
        }

        @Test
        void findsBallotsThatCloseFirstInFront() throws Exception {
            var later = sent(aBallotNow().closingAfter(Duration.ofMinutes(9)));
            var sooner = sent(aBallotNow().closingAfter(Duration.ofMinutes(3)));
            awaitOpen(2);

            assertThat(desk().open()).containsExactly(sooner, later);
        }

        @Test
        void findsNoBallotThatWasClosed() throws Exception {
            var ballot = sent(aBallotNow());
            awaitOpen(1);

            engine.send(new AuthenticatorClosed(ballot.ballot(), Result.APPROVED));
            awaitOpen(0);

            assertThat(desk().result(ballot.ballot())).contains(Result.APPROVED);
            assertThat(desk().cast(ballot.ballot(), new Opinion(Choice.NO, ""))).isEqualTo(Casting.OVER);
        }

        @Test
        void learnsTheResultOfAPollAfterTheVote() throws Exception {
            var ballot = sent(aBallotNow());
            awaitOpen(1);
            desk().cast(ballot.ballot(), new Opinion(Choice.NO, ""));
            assertThat(desk().result(ballot.ballot())).isEmpty();

            engine.send(new AuthenticatorClosed(ballot.ballot(), Result.REJECTED));
            broker.awaitSettled();

            assertThat(desk().result(ballot.ballot())).contains(Result.REJECTED);
        }

        @Test
        void cannotVoteOnWhatNeverCame() throws IOException {
            assertThat(desk().cast(UUID.randomUUID(), new Opinion(Choice.NO, "")))
                    .isEqualTo(Casting.OVER);
        }
    }

    @Nested
    class ADeviceThatDoesNotVote {

        @Test
        void takesBallotsAndLeavesThem() throws Exception {
            start(Optional.empty(), Duration.ofSeconds(30));
            var ballot = sent(aBallotNow());
            engine.send(new AuthenticatorClosed(ballot.ballot(), Result.FAILED));

            broker.awaitSettled();

            assertThat(running().desk()).isEmpty();
            assertThat(folder.resolve("ballots")).doesNotExist();
            assertThat(broker.toEngine).noneMatch(published -> published.type().equals("authenticator.vote"));
        }
    }
}
