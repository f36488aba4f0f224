package io.privicore.protocol.session;

import static io.privicore.protocol.session.UnopenedFrame.Reason.NOT_AUTHENTIC;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.AesKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/** Seals and opens the messages of one session; the counter in the head is the nonce, so it never repeats. */
record SessionKey(AesKey key, Bytes deviceName) {

    byte[] seal(byte[] head, long counter, Bytes... content) {
        int length = 0;
        for (var part : content) {
            length += part.length();
        }
        var frame = new byte[head.length + length + AesKey.TAG_LENGTH];
        System.arraycopy(head, 0, frame, 0, head.length);
        key.seal(nonce(counter), new Bytes[] {Bytes.wrap(head), deviceName}, content, frame, head.length);
        return frame;
    }

    byte[] open(byte[] frame, int headLength, long counter) throws UnopenedFrame {
        try {
            return key.open(
                    nonce(counter),
                    new Bytes[] {Bytes.wrap(frame, 0, headLength), deviceName},
                    Bytes.wrap(frame, headLength, frame.length - headLength));
        } catch (GeneralSecurityException forged) {
            throw new UnopenedFrame(NOT_AUTHENTIC, "Expected a frame of this session, but it does not open");
        }
    }

    private static byte[] nonce(long counter) {
        return ByteBuffer.allocate(AesKey.NONCE_LENGTH)
                .putInt(0)
                .putLong(counter)
                .array();
    }
}
