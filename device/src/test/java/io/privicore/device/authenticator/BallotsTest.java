package io.privicore.device.authenticator;

import static io.privicore.device.authenticator.BallotFixture.NOW;
import static io.privicore.device.authenticator.BallotFixture.aBallot;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.key.Ed25519KeyPair;
import io.privicore.protocol.message.Choice;
import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed.Result;
import io.privicore.protocol.message.VoteStatement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BallotsTest {

    private final AesKey atRest = AesKey.generate();
    private final Ed25519KeyPair keys = Ed25519KeyPair.generate();
    private Path folder;
    private Ballots ballots;

    @BeforeEach
    void open(@TempDir Path root) throws IOException {
        folder = root.resolve("ballots");
        restart(NOW);
    }

    private void restart(Instant now) throws IOException {
        ballots = Ballots.in(folder, atRest, now, new Ballots.Bounds(10, 5, 300_000));
    }

    private AuthenticatorVote aVote(AuthenticatorBallot ballot) {
        var statement = new VoteStatement(ballot.ballot(), ballot.operation(), Choice.NO, NOW, "because");
        return AuthenticatorVote.signed(statement, "device", keys);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Nested
    class ABallotThatWaits {

        private final AuthenticatorBallot ballot = aBallot().with("size", "5").sent();

        @BeforeEach
        void keep() throws IOException {
            assertThat(ballots.keep(ballot)).isTrue();
        }

        @Test
        void isStillThereAfterARestart() throws IOException {
            restart(NOW.plusSeconds(299));

            assertThat(ballots.open(NOW.plusSeconds(299))).containsExactly(ballot);
        }

        @Test
        void isNoLongerOpenOnceItsTimeIsOver() throws IOException {
            assertThat(ballots.open(NOW.plusSeconds(300))).isEmpty();

            restart(NOW.plusSeconds(300));
            assertThat(ballots.find(ballot.ballot())).isEmpty();
            assertThat(files()).isEmpty();
        }

        @Test
        void isReadableByItsOwnerOnlyAndSealed() throws IOException {
            var file = files().getFirst();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("Delete a user");
        }

        @Test
        void isClosedForGoodWhenItEndsWithoutAVote() throws IOException {
            ballots.close(ballot.ballot(), Result.CANCELLED);
            restart(NOW);

            assertThat(ballots.open(NOW)).isEmpty();
            assertThat(ballots.find(ballot.ballot())).get().satisfies(one -> assertThat(
                            ((Kept.Closed) one).message().result())
                    .isEqualTo(Result.CANCELLED));
        }

        @Test
        void isNotVotedOnIfItsFileIsDamaged() throws IOException {
            var file = files().getFirst();
            var bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1] ^= 1;
            Files.write(file, bytes);

            restart(NOW);

            assertThat(ballots.open(NOW)).isEmpty();
            assertThat(ballots.find(ballot.ballot())).get().isInstanceOf(Kept.Closed.class);
        }

        @Test
        void isNotThereUnderTheNameOfAnother() throws IOException {
            var other = aBallot().sent();
            Files.move(files().getFirst(), folder.resolve(other.ballot().toString()));

            restart(NOW);

            assertThat(ballots.open(NOW)).isEmpty();
        }
    }

    @Nested
    class AVoteThatIsGiven {

        private final AuthenticatorBallot ballot = aBallot().sent();
        private final AuthenticatorVote vote = aVote(ballot);

        @BeforeEach
        void give() throws IOException {
            ballots.keep(ballot);
            assertThat(ballots.vote(vote, ballot.closesAt())).isTrue();
        }

        @Test
        void isTheSameAfterARestartByteForByte() throws IOException {
            restart(NOW);

            assertThat(((Kept.Voted) ballots.find(ballot.ballot()).orElseThrow()).message())
                    .isEqualTo(vote);
            assertThat(ballots.open(NOW)).isEmpty();
        }

        @Test
        void isToBeSentUntilItIsConfirmedOrThePollHasEnded() throws IOException {
            var other = aBallot().sent();
            ballots.vote(aVote(other), other.closesAt());
            assertThat(ballots.unconfirmed(NOW)).hasSize(2);

            ballots.confirmed(ballot.ballot());
            assertThat(ballots.unconfirmed(NOW)).containsExactly(aVote(other));

            ballots.close(other.ballot(), Result.APPROVED);
            assertThat(ballots.unconfirmed(NOW)).isEmpty();
        }

        @Test
        void isNotSentOnceItWouldComeTooLate() {
            assertThat(ballots.unconfirmed(ballot.closesAt())).isEmpty();
        }

        @Test
        void isRememberedAWhileLongerThanTheBallotIsOpen() throws IOException {
            ballots.dropOver(ballot.closesAt().plus(Kept.GRACE).minusMillis(1));
            assertThat(ballots.find(ballot.ballot())).isPresent();

            ballots.dropOver(ballot.closesAt().plus(Kept.GRACE));
            assertThat(ballots.find(ballot.ballot())).isEmpty();
            assertThat(files()).isEmpty();
        }

        @Test
        void staysWhenThePollHasEnded() throws IOException {
            ballots.close(ballot.ballot(), Result.REJECTED);

            var voted = (Kept.Voted) ballots.find(ballot.ballot()).orElseThrow();
            assertThat(voted.message()).isEqualTo(vote);
            assertThat(voted.result()).contains(Result.REJECTED);
        }
    }

    @Nested
    class VotesThatAreGivenTogether {

        private final AuthenticatorBallot waiting = aBallot().sent();
        private final AuthenticatorBallot first = aBallot().sent();
        private final AuthenticatorBallot second = aBallot().sent();

        @BeforeEach
        void give() throws IOException {
            ballots.keep(waiting);
            assertThat(ballots.vote(List.of(given(waiting), given(first), given(second))))
                    .containsExactly(aVote(waiting), aVote(first), aVote(second));
        }

        private Ballots.Given given(AuthenticatorBallot ballot) {
            return new Ballots.Given(aVote(ballot), ballot.closesAt());
        }

        @Test
        void lieInOneFileAndAreThereAfterARestart() throws IOException {
            assertThat(files()).hasSize(1);

            restart(NOW);

            for (var ballot : List.of(waiting, first, second)) {
                assertThat(((Kept.Voted) ballots.find(ballot.ballot()).orElseThrow()).message())
                        .isEqualTo(aVote(ballot));
            }
        }

        @Test
        void outliveABallotThatWaitedInAFileThatACrashLeft() throws IOException {
            var left = Files.readAllBytes(files().getFirst());
            ballots.dropOver(waiting.closesAt().plus(Kept.GRACE));
            ballots.keep(waiting);
            Files.write(folder.resolve("left.sheet"), left);

            restart(NOW);

            assertThat(ballots.find(waiting.ballot())).get().isInstanceOf(Kept.Voted.class);
        }

        @Test
        void goWithTheLastOfThem() throws IOException {
            restart(NOW);

            ballots.dropOver(NOW);
            assertThat(files()).hasSize(1);

            ballots.dropOver(first.closesAt().plus(Kept.GRACE));
            assertThat(files()).isEmpty();
        }

        @Test
        void areNoMoreThanThereIsRoomFor() throws IOException {
            var more = Stream.generate(() -> aBallot().sent())
                    .limit(9)
                    .map(this::given)
                    .toList();

            assertThat(ballots.vote(more)).hasSize(7);
        }

        @Test
        void areNotGivenAnewWhereOneCannotBeRead() throws IOException {
            var bytes = Files.readAllBytes(files().getFirst());
            bytes[bytes.length - 1] ^= 1;
            Files.write(files().getFirst(), bytes);

            restart(NOW);

            assertThat(ballots.find(first.ballot())).get().isInstanceOf(Kept.Voted.class);
            assertThat(ballots.find(second.ballot())).get().isInstanceOf(Kept.Closed.class);
        }

        @Test
        void areNotGivenAnewWhereNothingCanBeRead() throws IOException {
            Files.write(files().getFirst(), new byte[] {0, 0, 0, 3, 1});
            assertThat(ballots.mayHaveVotedOn(first)).isFalse();

            restart(NOW.plusSeconds(1));

            assertThat(ballots.mayHaveVotedOn(first)).isTrue();
            assertThat(ballots.keep(first)).isFalse();
        }
    }

    @Nested
    class Room {

        @Test
        void isForSoManyBallotsThatWait() throws IOException {
            for (int i = 0; i < 5; i++) {
                assertThat(ballots.keep(aBallot().sent())).isTrue();
            }
            assertThat(ballots.keep(aBallot().sent())).isFalse();

            ballots.dropOver(NOW.plus(Duration.ofMinutes(5)));
            assertThat(ballots.keep(aBallot().sent())).isTrue();
        }

        @Test
        void isForSoManyBytesOfThem() throws IOException {
            int kept = 0;
            while (ballots.keep(aLargeOne())) {
                kept++;
            }

            assertThat(kept).isEqualTo(2);
            assertThat(files()).hasSize(kept);
        }

        @Test
        void isMadeByWhatHasEndedButNeverByAVoteThatMayBeAskedForAgain() throws IOException {
            var voted = new ArrayList<AuthenticatorBallot>();
            for (int i = 0; i < 10; i++) {
                var ballot = aBallot().sent();
                voted.add(ballot);
                assertThat(ballots.vote(aVote(ballot), ballot.closesAt())).isTrue();
            }
            var another = aBallot().sent();
            assertThat(ballots.vote(aVote(another), another.closesAt())).isFalse();
            assertThat(ballots.keep(another)).isFalse();

            ballots.close(voted.get(3).ballot(), Result.APPROVED);

            assertThat(ballots.keep(another)).isTrue();
            assertThat(ballots.find(voted.get(3).ballot())).isEmpty();
            assertThat(ballots.find(voted.get(4).ballot())).isPresent();
            assertThat(files()).hasSize(10);
        }

        private AuthenticatorBallot aLargeOne() {
            var ballot = aBallot().asking("😀".repeat(2000));
            for (int i = 0; i < 32; i++) {
                ballot.with("attribute " + i, "😀".repeat(1024));
            }
            return ballot.sent();
        }
    }

    @Nested
    class WhatACrashLeft {

        @Test
        void isRemoved() throws IOException {
            var left = folder.resolve(aBallot().sent().ballot() + ".tmp");
            Files.writeString(left, "half");

            restart(NOW);

            assertThat(left).doesNotExist();
        }
    }
}
