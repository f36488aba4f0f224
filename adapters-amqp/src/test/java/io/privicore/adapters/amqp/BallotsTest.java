package io.privicore.adapters.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.device.DeviceReports.DeviceVote;
import io.privicore.application.port.DeviceLinks.BallotEnd;
import io.privicore.application.port.DeviceLinks.BallotPaper;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Motion;
import io.privicore.domain.voting.PollId;
import io.privicore.protocol.message.Choice;
import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed.Result;
import io.privicore.protocol.message.VoteStatement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ballots on their way to a device, and its votes on their way back. */
@Timeout(60)
class BallotsTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final TestNode.Platform platform = new TestNode.Platform();
    private final TestNode node = TestNode.connected(platform);
    private final ScriptedDevice device;

    BallotsTest() throws Exception {
        device = new ScriptedDevice(platform);
    }

    @AfterEach
    void stop() throws Exception {
        device.close();
        node.close();
    }

    private static BallotPaper aPaper(String title, String question, Map<String, String> attributes) {
        var motion = new Motion(
                title,
                question,
                Optional.of("mark"),
                attributes,
                Bytes.wrap(Digest.sha256(io.privicore.protocol.Bytes.empty()).toBytes()),
                Optional.empty());
        return new BallotPaper(
                new BallotId(UUID.randomUUID()),
                new PollId(UUID.randomUUID()),
                motion,
                2,
                NOW.minusSeconds(10),
                NOW.plusSeconds(290));
    }

    private AuthenticatorBallot sent(BallotPaper paper) throws Exception {
        assertThat(node.links().ballot(device.pinned(), paper)).isTrue();
        return (AuthenticatorBallot) device.listening().take();
    }

    @Nested
    class ABallot {

        @Test
        void reachesItsDeviceWithWhatAVoterSees() throws Exception {
            var attributes = new LinkedHashMap<String, String>();
            attributes.put("size", "5");
            attributes.put("operation", "data.request");
            var paper = aPaper("Data access", "May ada read it?", attributes);

            var ballot = sent(paper);

            assertThat(ballot)
                    .isEqualTo(new AuthenticatorBallot(
                            paper.ballot().value(),
                            paper.poll().value(),
                            "Data access",
                            "May ada read it?",
                            attributes,
                            Digest.sha256(io.privicore.protocol.Bytes.empty()),
                            2,
                            NOW.minusSeconds(10),
                            NOW.plusSeconds(290)));
            assertThat(ballot.attributes().keySet()).containsExactly("size", "operation");
        }

        @Test
        void isCutWhereTheWireHasNoRoom() throws Exception {
            var attributes = new LinkedHashMap<String, String>();
            attributes.put("n".repeat(65), "😀".repeat(500));
            attributes.put("", "nameless");
            attributes.put("broken", "half \ud83d");
            for (int i = 0; i < 29; i++) {
                attributes.put("attribute " + i, "");
            }

            var ballot = sent(aPaper("t".repeat(200), "q", attributes));

            assertThat(ballot.title()).hasSize(200);
            assertThat(ballot.attributes())
                    .hasSize(31)
                    .containsEntry("n".repeat(63) + "…", "😀".repeat(500))
                    .containsEntry("broken", "half ?")
                    .doesNotContainKey("");
        }

        @Test
        void cannotBeHandedToADeviceWithoutQueueOrKeys() throws Exception {
            var paper = aPaper("t", "q", Map.of());
            var pinned = device.pinned();
            TestBroker.revoke(device.id);

            assertThat(node.links().ballot(pinned, paper)).isFalse();

            try (var unknown = new ScriptedDevice(platform)) {
                assertThat(node.links().ballot(unknown.notIntroduced(), paper)).isFalse();
            }
        }

        @Test
        void isRefusedWhileTheBrokerIsAway() {
            node.publishing.close();

            assertThatThrownBy(() -> node.links().ballot(device.pinned(), aPaper("t", "q", Map.of())))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(Reason.BROKER_UNAVAILABLE));
        }

        @ParameterizedTest
        @CsvSource({
            "APPROVED, APPROVED",
            "REJECTED, REJECTED",
            "FAILED, FAILED",
            "CANCELLED, CANCELLED",
            "RETRIED, LAPSED"
        })
        void isClosedWithHowItEnded(BallotEnd end, Result result) throws Exception {
            var ballot = new BallotId(UUID.randomUUID());

            node.links().closed(device.pinned(), ballot, end);

            assertThat(device.listening().take()).isEqualTo(new AuthenticatorClosed(ballot.value(), result));
        }

        @Test
        void waitsInTheQueueAndIsFollowedByItsEnd() throws Exception {
            var paper = aPaper("t", "q", Map.of());
            node.links().ballot(device.pinned(), paper);
            node.links().closed(device.pinned(), paper.ballot(), BallotEnd.CANCELLED);

            device.listening();

            assertThat(device.take()).isInstanceOf(AuthenticatorBallot.class);
            assertThat(device.take()).isInstanceOf(AuthenticatorClosed.class);
        }
    }

    @Nested
    class AVote {

        private final VoteStatement statement = new VoteStatement(
                UUID.randomUUID(),
                Digest.sha256(io.privicore.protocol.Bytes.empty()),
                Choice.ABSTAIN,
                NOW,
                "too large, é");

        private AuthenticatorVote vote() {
            return AuthenticatorVote.signed(statement, device.id.toString(), device.signing);
        }

        @Test
        void isReportedWithItsSignature() throws Exception {
            device.introduced();
            told();
            var vote = vote();

            device.say(vote);

            assertThat(told())
                    .isEqualTo(new DeviceVote(
                            device.id,
                            new BallotId(statement.ballot()),
                            io.privicore.domain.voting.Choice.ABSTAIN,
                            "too large, é",
                            NOW,
                            Bytes.wrap(vote.signature().toArray())));
        }

        @Test
        void comesAgainUntilItIsCounted() throws Exception {
            device.introduced();
            told();
            platform.reports.failures.set(3);

            device.say(vote());

            assertThat(told()).isInstanceOf(DeviceVote.class);
            assertThat(platform.reports.failures).hasValue(0);
        }

        @Test
        void isDroppedAndCountedIfItDoesNotOpen() throws Exception {
            device.introduced();
            told();
            var frame = device.seal(vote());
            frame[frame.length - 1] ^= 1;

            device.send(frame);

            Eventually.that(() -> node.dropped("unopened") == 1);
            assertThat(platform.reports.told).isEmpty();
        }

        @Test
        void isDroppedAndCountedWhenItIsReplayed() throws Exception {
            device.introduced();
            told();
            var frame = device.seal(vote());

            for (var sent : List.of(frame, frame)) {
                device.send(sent);
            }

            assertThat(told()).isInstanceOf(DeviceVote.class);
            Eventually.that(() -> node.dropped("replayed") == 1);
            assertThat(platform.reports.told).isEmpty();
        }

        private Object told() throws InterruptedException {
            return Objects.requireNonNull(platform.reports.told.poll(15, TimeUnit.SECONDS));
        }
    }
}
