package io.privicore.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.Ed25519KeyPair;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.key.X25519KeyPair;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.DeviceMessage.Heartbeat;
import io.privicore.protocol.message.DeviceMessage.Hello;
import io.privicore.protocol.message.EngineMessage.StorageStatus;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import io.privicore.protocol.message.Message;
import io.privicore.protocol.message.Samples;
import io.privicore.protocol.session.UnopenedFrame.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final String DEVICE = "4f1c";

    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final X25519KeyPair engine = X25519KeyPair.generate();
    private final X25519KeyPair device = X25519KeyPair.generate();
    private final SenderSession sender =
            SenderSession.open(engine, device.publicKey(), DEVICE, Direction.TO_DEVICE, () -> now);
    private final Message store =
            StorageStore.of(new ChunkAddress(UUID.randomUUID(), 1, 0, 1), Bytes.wrap(new byte[] {1, 2, 3}));

    private ReceiverSession receiver() throws UnopenedFrame {
        return ReceiverSession.open(sender.openingFrame(), device, engine.publicKey(), DEVICE, Direction.TO_DEVICE);
    }

    @Nested
    class ASession {

        @Test
        void carriesMessagesOfEveryType() throws UnopenedFrame {
            var receiver = receiver();
            for (var message : Samples.fromEngine(new Random(1))) {
                assertThat(receiver.open(sender.seal(message)).message()).isEqualTo(message);
            }
        }

        @Test
        void carriesMessagesTheOtherWayToo() throws UnopenedFrame {
            var answering = SenderSession.open(device, engine.publicKey(), DEVICE, Direction.TO_ENGINE, () -> now);
            var listening = ReceiverSession.open(
                    answering.openingFrame(), engine, device.publicKey(), DEVICE, Direction.TO_ENGINE);
            for (var message : Samples.fromDevice(new Random(1))) {
                assertThat(listening.open(answering.seal(message)).message()).isEqualTo(message);
            }
        }

        @Test
        void numbersItsMessages() throws UnopenedFrame {
            var receiver = receiver();
            var first = receiver.open(sender.seal(store));
            var second = receiver.open(sender.seal(store));

            assertThat(first.counter()).isZero();
            assertThat(second.counter()).isEqualTo(1);
            assertThat(first.messageId()).isNotEqualTo(second.messageId());
        }

        @Test
        void opensWhatIsDeliveredTwice() throws UnopenedFrame {
            var receiver = receiver();
            var frame = sender.seal(store);

            assertThat(receiver.open(frame)).isEqualTo(receiver.open(frame));
        }

        @Test
        void opensAfterARestart() throws UnopenedFrame {
            var before = receiver();
            var after = ReceiverSession.restore(before.id(), before.secret(), DEVICE, Direction.TO_DEVICE);

            assertThat(after.open(sender.seal(store)).message()).isEqualTo(store);
        }

        @Test
        void showsInItsFramesWhatABrokerMayKnow() throws UnopenedFrame {
            assertThat(Frame.peek(sender.openingFrame()))
                    .isEqualTo(new Frame.Opening(Suite.X25519_CHACHA20_AES256, sender.id(), 1, now.toEpochMilli()));
            assertThat(Frame.peek(sender.seal(store))).isInstanceOfSatisfying(Frame.Sealed.class, frame -> {
                assertThat(frame.session()).isEqualTo(sender.id());
                assertThat(frame.type()).isEqualTo("storage.store");
            });
        }

        @Test
        void isSpentAfterADay() {
            assertThat(sender.isSpent(now.plus(Duration.ofHours(24)).minusMillis(1)))
                    .isFalse();
            assertThat(sender.isSpent(now.plus(Duration.ofHours(24)))).isTrue();
        }

        @Test
        void sealsNoMessageOfTheOtherDirection() {
            assertThatThrownBy(() -> sender.seal(new Heartbeat(1, 1, 1, now)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class AnOpeningFrame {

        @Test
        void isRefusedOnceAnyByteIsChanged() {
            var frame = sender.openingFrame();
            for (int i = 0; i < frame.length; i++) {
                var changed = changedAt(frame, i);
                assertThatThrownBy(() ->
                                ReceiverSession.open(changed, device, engine.publicKey(), DEVICE, Direction.TO_DEVICE))
                        .isInstanceOf(UnopenedFrame.class);
            }
        }

        @Test
        void isRefusedWhenCutShort() {
            var frame = sender.openingFrame();
            for (int length = 0; length < frame.length; length++) {
                var part = Arrays.copyOf(frame, length);
                assertThatThrownBy(() ->
                                ReceiverSession.open(part, device, engine.publicKey(), DEVICE, Direction.TO_DEVICE))
                        .isInstanceOf(UnopenedFrame.class);
            }
        }

        @Test
        void isRefusedByAnotherDeviceOrSideOrFromAnotherSender() {
            var frame = sender.openingFrame();
            var stranger = X25519KeyPair.generate();

            assertRefused(
                    Reason.NOT_AUTHENTIC,
                    () -> ReceiverSession.open(frame, device, engine.publicKey(), "other", Direction.TO_DEVICE));
            assertRefused(
                    Reason.NOT_AUTHENTIC,
                    () -> ReceiverSession.open(frame, device, stranger.publicKey(), DEVICE, Direction.TO_DEVICE));
            assertRefused(
                    Reason.NOT_AUTHENTIC,
                    () -> ReceiverSession.open(frame, stranger, engine.publicKey(), DEVICE, Direction.TO_DEVICE));
            assertRefused(
                    Reason.WRONG_DIRECTION,
                    () -> ReceiverSession.open(frame, device, engine.publicKey(), DEVICE, Direction.TO_ENGINE));
            assertRefused(
                    Reason.WRONG_KIND,
                    () -> ReceiverSession.open(
                            sender.seal(store), device, engine.publicKey(), DEVICE, Direction.TO_DEVICE));
        }
    }

    @Nested
    class ASealedFrame {

        @Test
        void isRefusedOnceAnyByteIsChanged() throws UnopenedFrame {
            var receiver = receiver();
            var frame = sender.seal(store);
            for (int i = 0; i < frame.length; i++) {
                var changed = changedAt(frame, i);
                assertThatThrownBy(() -> receiver.open(changed)).isInstanceOf(UnopenedFrame.class);
            }
        }

        @Test
        void isRefusedWhenCutShort() throws UnopenedFrame {
            var receiver = receiver();
            var frame = sender.seal(store);
            for (int length = 0; length < frame.length; length++) {
                var part = Arrays.copyOf(frame, length);
                assertThatThrownBy(() -> receiver.open(part)).isInstanceOf(UnopenedFrame.class);
            }
        }

        @Test
        void isRefusedInAnotherSessionOrForAnotherDevice() throws UnopenedFrame {
            var receiver = receiver();
            var other = SenderSession.open(engine, device.publicKey(), DEVICE, Direction.TO_DEVICE, () -> now);
            var elsewhere = ReceiverSession.restore(receiver.id(), receiver.secret(), "other", Direction.TO_DEVICE);

            assertRefused(Reason.WRONG_SESSION, () -> receiver.open(other.seal(store)));
            assertRefused(Reason.NOT_AUTHENTIC, () -> elsewhere.open(sender.seal(store)));
            assertRefused(Reason.WRONG_KIND, () -> receiver.open(sender.openingFrame()));
        }

        @Test
        void isRefusedBySomethingRestoredForTheOtherDirection() throws UnopenedFrame {
            var receiver = receiver();
            var reversed = ReceiverSession.restore(receiver.id(), receiver.secret(), DEVICE, Direction.TO_ENGINE);

            assertRefused(Reason.WRONG_DIRECTION, () -> reversed.open(sender.seal(new StorageStatus())));
        }

        @Test
        void isRefusedIfItsSuiteIsUnknown() throws UnopenedFrame {
            var receiver = receiver();
            var frame = sender.seal(store);
            frame[4] = 9;

            assertRefused(Reason.UNKNOWN_SUITE, () -> receiver.open(frame));
        }
    }

    @Nested
    class AnIntroduction {

        private final Hello hello = Hello.of(
                new SignedKey(device.publicKey()),
                Ed25519KeyPair.generate().publicKey(),
                1000,
                now,
                DEVICE,
                Bytes.wrap(new byte[] {1}));
        private final byte[] frame = Introduction.seal(hello, engine.publicKey(), DEVICE);

        @Test
        void isReadByTheEngine() throws UnopenedFrame {
            assertThat(Frame.peek(frame)).isInstanceOf(Frame.Introducing.class);
            assertThat(Introduction.open(frame, engine, DEVICE)).isEqualTo(hello);
        }

        @Test
        void isReadByNobodyElseAndForNoOtherDevice() {
            assertRefused(Reason.NOT_AUTHENTIC, () -> Introduction.open(frame, device, DEVICE));
            assertRefused(Reason.NOT_AUTHENTIC, () -> Introduction.open(frame, engine, "other"));
        }

        @Test
        void isRefusedOnceAnyByteIsChanged() {
            for (int i = 0; i < frame.length; i++) {
                var changed = changedAt(frame, i);
                assertThatThrownBy(() -> Introduction.open(changed, engine, DEVICE))
                        .isInstanceOf(UnopenedFrame.class);
            }
        }
    }

    private static byte[] changedAt(byte[] frame, int place) {
        var changed = frame.clone();
        changed[place] ^= 1;
        return changed;
    }

    private static void assertRefused(Reason reason, ThrowingCallable opening) {
        assertThatThrownBy(opening).isInstanceOfSatisfying(UnopenedFrame.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }
}
