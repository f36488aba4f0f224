package io.privicore.protocol.session;

import static io.privicore.protocol.session.UnopenedFrame.Reason.UNKNOWN_SUITE;

/** Which algorithms a frame is sealed with. Every frame names its suite, so that another can follow. */
public enum Suite {
    /**
     * To open a session: HPKE (RFC 9180) with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20-Poly1305. Within it:
     * AES-256-GCM.
     */
    X25519_CHACHA20_AES256(1);

    private final int code;

    Suite(int code) {
        this.code = code;
    }

    /** The number in every frame, two bytes. */
    public int code() {
        return code;
    }

    static Suite of(int code) throws UnopenedFrame {
        for (var suite : values()) {
            if (suite.code == code) {
                return suite;
            }
        }
        throw new UnopenedFrame(UNKNOWN_SUITE, "Expected a known suite, but got " + code);
    }
}
