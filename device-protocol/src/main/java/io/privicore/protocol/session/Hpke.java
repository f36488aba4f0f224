package io.privicore.protocol.session;

import static io.privicore.protocol.session.UnopenedFrame.Reason.MALFORMED;
import static io.privicore.protocol.session.UnopenedFrame.Reason.NOT_AUTHENTIC;

import io.privicore.protocol.key.X25519Key;
import io.privicore.protocol.key.X25519KeyPair;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.jspecify.annotations.Nullable;

/**
 * Single-shot HPKE (RFC 9180) with suite 1: the encapsulated key, then the sealed content. Without a sender's key it is
 * mode_base, with one it is mode_auth.
 */
final class Hpke {

    private static final int ENCAPSULATED = X25519Key.LENGTH;

    private Hpke() {}

    /** A frame: the head, which is authenticated too, then what HPKE makes of the content. */
    static byte[] seal(byte[] head, byte[] info, byte[] content, X25519Key receiver, @Nullable X25519KeyPair sender) {
        try {
            var sealed = hpke(sender != null)
                    .seal(
                            receiver.parameters(),
                            info,
                            head,
                            content,
                            null,
                            null,
                            sender == null ? null : sender.parameters());
            var cipherText = sealed[0];
            var encapsulated = sealed[1];
            return ByteBuffer.allocate(head.length + encapsulated.length + cipherText.length)
                    .put(head)
                    .put(encapsulated)
                    .put(cipherText)
                    .array();
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("Expected HPKE to seal, but it refused", e);
        }
    }

    static byte[] open(byte[] frame, int headLength, byte[] info, X25519KeyPair receiver, @Nullable X25519Key sender)
            throws UnopenedFrame {
        if (frame.length < headLength + ENCAPSULATED) {
            throw new UnopenedFrame(MALFORMED, "Expected a whole frame, but it is cut short");
        }
        var head = Arrays.copyOf(frame, headLength);
        var encapsulated = Arrays.copyOfRange(frame, headLength, headLength + ENCAPSULATED);
        var cipherText = Arrays.copyOfRange(frame, headLength + ENCAPSULATED, frame.length);
        try {
            return hpke(sender != null)
                    .open(
                            encapsulated,
                            receiver.parameters(),
                            info,
                            head,
                            cipherText,
                            null,
                            null,
                            sender == null ? null : sender.parameters());
        } catch (InvalidCipherTextException | RuntimeException forged) {
            // Bouncy Castle answers a weak encapsulated key with a runtime exception: no secret could be agreed on.
            throw new UnopenedFrame(NOT_AUTHENTIC, "Expected a frame sealed for this key, but it does not open");
        }
    }

    // Not safe for many threads, and cheap to make.
    private static HPKE hpke(boolean authenticated) {
        return new HPKE(
                authenticated ? HPKE.mode_auth : HPKE.mode_base,
                HPKE.kem_X25519_SHA256,
                HPKE.kdf_HKDF_SHA256,
                HPKE.aead_CHACHA20_POLY1305);
    }
}
