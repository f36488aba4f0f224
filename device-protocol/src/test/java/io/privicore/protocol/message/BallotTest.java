package io.privicore.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.Ed25519KeyPair;
import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed.Result;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BallotTest {

    private static final UUID BALLOT = UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f");
    private static final UUID POLL = UUID.fromString("10111213-1415-1617-1819-1a1b1c1d1e1f");
    private static final Digest OPERATION = Digest.sha256(Bytes.empty());
    private static final String OPERATION_HEX = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final Instant OPENED = Instant.ofEpochMilli(1_000_000);

    private static AuthenticatorBallot aBallot(
            String title, String question, SequencedMap<String, String> attributes, int attempt) {
        return new AuthenticatorBallot(
                BALLOT, POLL, title, question, attributes, OPERATION, attempt, OPENED, OPENED.plusSeconds(300));
    }

    private static SequencedMap<String, String> attributes(String... namesAndValues) {
        var attributes = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return attributes;
    }

    private static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
    }

    @Nested
    class ABallot {

        private final byte[] written = hex(
                "01",
                "000102030405060708090a0b0c0d0e0f",
                "101112131415161718191a1b1c1d1e1f",
                "00000002 c3a9",
                "00000003 613f0a",
                "00000002 00000001 7a 00000001 31 00000001 61 00000000",
                OPERATION_HEX,
                "00000003",
                "00000000000f4240",
                "00000000 0013d620");

        @Test
        void isOnTheWireAsDocumented() throws MalformedMessage {
            var ballot = aBallot("é", "a?\n", attributes("z", "1", "a", ""), 3);

            assertThat(HexFormat.of().formatHex(Codec.encode(ballot)))
                    .isEqualTo(HexFormat.of().formatHex(written));
            assertThat(Codec.decode(MessageType.AUTHENTICATOR_BALLOT, written)).isEqualTo(ballot);
        }

        @Test
        void keepsTheOrderOfItsAttributes() throws MalformedMessage {
            var read = (AuthenticatorBallot) Codec.decode(MessageType.AUTHENTICATOR_BALLOT, written);

            assertThat(read.attributes().keySet()).containsExactly("z", "a");
            assertThatThrownBy(() -> read.attributes().put("b", "")).isInstanceOf(RuntimeException.class);
        }

        @Test
        void isRefusedWithAnAttributeThatComesTwice() {
            var twice = written.clone();
            int secondName = indexOf(twice, hex("00000001 61 00000000")) + 4;
            twice[secondName] = 'z';

            assertThatThrownBy(() -> Codec.decode(MessageType.AUTHENTICATOR_BALLOT, twice))
                    .isInstanceOf(MalformedMessage.class)
                    .hasMessageContaining("comes twice");
        }

        @Test
        void isRefusedWithBytesThatAreNoText() {
            var broken = written.clone();
            broken[indexOf(broken, hex("c3a9")) + 1] = (byte) 0xff;

            assertThatThrownBy(() -> Codec.decode(MessageType.AUTHENTICATOR_BALLOT, broken))
                    .isInstanceOf(MalformedMessage.class)
                    .hasMessageContaining("UTF-8");
        }

        @Test
        void countsCharactersHoweverManyBytesTheyTake() throws MalformedMessage {
            var longest = aBallot("😀".repeat(200), "漢".repeat(2000), attributes("é".repeat(64), "😀".repeat(1024)), 1);

            assertThat(Codec.decode(MessageType.AUTHENTICATOR_BALLOT, Codec.encode(longest)))
                    .isEqualTo(longest);
        }

        @Test
        void isRefusedWhereItIsTooLong() {
            var many = new LinkedHashMap<String, String>();
            for (int i = 0; i <= 32; i++) {
                many.put("name " + i, "");
            }
            refused(() -> aBallot("a".repeat(201), "", attributes(), 1));
            refused(() -> aBallot("", "a".repeat(2001), attributes(), 1));
            refused(() -> aBallot("", "", attributes("a".repeat(65), ""), 1));
            refused(() -> aBallot("", "", attributes("", "a"), 1));
            refused(() -> aBallot("", "", attributes("a", "a".repeat(1025)), 1));
            refused(() -> aBallot("", "", many, 1));
            refused(() -> aBallot("", "", attributes(), 0));
        }

        @Test
        void isRefusedWithHalfACharacter() {
            refused(() -> aBallot("\ud83d", "", attributes(), 1));
        }

        @Test
        void isOverAtTheMomentItCloses() {
            var ballot = aBallot("", "", attributes(), 1);

            assertThat(ballot.isOver(ballot.closesAt().minusMillis(1))).isFalse();
            assertThat(ballot.isOver(ballot.closesAt())).isTrue();
        }

        private void refused(Runnable making) {
            assertThatIllegalArgumentException().isThrownBy(making::run).withMessageStartingWith("Expected");
        }
    }

    @Nested
    class AClosedBallot {

        @ParameterizedTest
        @EnumSource(Result.class)
        void saysItsResultInOneByte(Result result) throws MalformedMessage {
            var written = Codec.encode(new AuthenticatorClosed(BALLOT, result));

            assertThat(written).hasSize(18).endsWith(result.ordinal() + 1);
            assertThat(Codec.decode(MessageType.AUTHENTICATOR_CLOSED, written))
                    .isEqualTo(new AuthenticatorClosed(BALLOT, result));
        }

        @Test
        void isRefusedWithAnotherResult() {
            var written = Codec.encode(new AuthenticatorClosed(BALLOT, Result.APPROVED));
            for (byte unknown : new byte[] {0, 6, -1}) {
                written[17] = unknown;
                assertThatThrownBy(() -> Codec.decode(MessageType.AUTHENTICATOR_CLOSED, written))
                        .isInstanceOf(MalformedMessage.class);
            }
        }
    }

    @Nested
    class AVote {

        private static final String DEVICE = "device 1";

        private final Ed25519KeyPair keys = Ed25519KeyPair.generate();
        private final VoteStatement statement = new VoteStatement(BALLOT, OPERATION, Choice.NO, OPENED, "too large é");
        private final AuthenticatorVote vote = AuthenticatorVote.signed(statement, DEVICE, keys);

        @Test
        void isOnTheWireAsDocumented() {
            assertThat(Codec.encode(vote))
                    .isEqualTo(hex(
                            "01",
                            "000102030405060708090a0b0c0d0e0f",
                            "02",
                            "0000000c 746f6f206c6172676520c3a9",
                            "00000000000f4240",
                            HexFormat.of().formatHex(vote.signature().toArray())));
        }

        @Test
        void isSignedByItsDevice() throws MalformedMessage {
            var read = (AuthenticatorVote) Codec.decode(MessageType.AUTHENTICATOR_VOTE, Codec.encode(vote));

            assertThat(read.statement(OPERATION)).isEqualTo(statement);
            assertThat(read.statement(OPERATION).isSignedBy(keys.publicKey(), DEVICE, read.signature()))
                    .isTrue();
        }

        @Test
        void isVerifiedByAnotherImplementationOverBytesWrittenByHand() throws Exception {
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(publicKey());
            signature.update(byHand());

            assertThat(signature.verify(vote.signature().toArray())).isTrue();
            assertThat(statement.toBytes(DEVICE)).isEqualTo(byHand());
        }

        @Test
        void isNotSignedOnceAnythingIsChanged() {
            var other = Digest.sha256(Bytes.wrap(OPERATION.toBytes()));
            assertThat(Arrays.asList(
                            new VoteStatement(POLL, OPERATION, Choice.NO, OPENED, "too large é"),
                            new VoteStatement(BALLOT, other, Choice.NO, OPENED, "too large é"),
                            new VoteStatement(BALLOT, OPERATION, Choice.YES, OPENED, "too large é"),
                            new VoteStatement(BALLOT, OPERATION, Choice.NO, OPENED.plusMillis(1), "too large é"),
                            new VoteStatement(BALLOT, OPERATION, Choice.NO, OPENED, "too large e")))
                    .noneMatch(changed -> changed.isSignedBy(keys.publicKey(), DEVICE, vote.signature()));
            assertThat(statement.isSignedBy(keys.publicKey(), "device 2", vote.signature()))
                    .isFalse();
            assertThat(statement.isSignedBy(Ed25519KeyPair.generate().publicKey(), DEVICE, vote.signature()))
                    .isFalse();
        }

        @Test
        void isCastAtAMillisecond() {
            var precise = new VoteStatement(BALLOT, OPERATION, Choice.YES, OPENED.plus(Duration.ofNanos(1)), "");

            assertThat(precise.castAt()).isEqualTo(OPENED);
        }

        @Test
        void isRefusedWithAnotherChoiceOrALongReason() {
            var unknown = Codec.encode(vote);
            unknown[17] = 4;

            assertThatThrownBy(() -> Codec.decode(MessageType.AUTHENTICATOR_VOTE, unknown))
                    .isInstanceOf(MalformedMessage.class)
                    .hasMessageContaining("a vote, but got 4");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new VoteStatement(BALLOT, OPERATION, Choice.NO, OPENED, "a".repeat(501)));
        }

        @Test
        void isRefusedWithWhatNoDatabaseKeeps() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new VoteStatement(BALLOT, OPERATION, Choice.NO, OPENED, "a\0"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new VoteStatement(BALLOT, OPERATION, Choice.NO, Instant.ofEpochMilli(Long.MAX_VALUE), ""));

            var late = Codec.encode(vote);
            late[34] = 0x7f;
            assertThatThrownBy(() -> Codec.decode(MessageType.AUTHENTICATOR_VOTE, late))
                    .isInstanceOf(MalformedMessage.class)
                    .hasMessageContaining("between 1970 and 9999");
        }

        private byte[] byHand() throws IOException {
            var bytes = new ByteArrayOutputStream();
            var out = new DataOutputStream(bytes);
            out.writeByte(1);
            text(out, "privicore authenticator.vote");
            text(out, DEVICE);
            out.write(hex("000102030405060708090a0b0c0d0e0f"));
            out.write(hex(OPERATION_HEX));
            out.writeByte(2);
            out.writeLong(1_000_000);
            text(out, "too large é");
            return bytes.toByteArray();
        }

        private static void text(DataOutputStream out, String text) throws IOException {
            var encoded = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(encoded.length);
            out.write(encoded);
        }

        private EdECPublicKey publicKey() throws Exception {
            var raw = HexFormat.of().formatHex(keys.publicKey().bytes().toArray());
            var encoded = new X509EncodedKeySpec(hex("302a300506032b6570032100", raw));
            return (EdECPublicKey) KeyFactory.getInstance("Ed25519").generatePublic(encoded);
        }
    }

    private static int indexOf(byte[] whole, byte[] part) {
        for (int at = 0; at <= whole.length - part.length; at++) {
            if (Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new AssertionError("Expected the bytes to be there");
    }
}
