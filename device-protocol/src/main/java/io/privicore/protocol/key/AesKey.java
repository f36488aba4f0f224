package io.privicore.protocol.key;

import io.privicore.protocol.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A key for AES-256-GCM: what is sealed with it can be neither read nor changed without it. Safe for many threads. */
public final class AesKey {

    public static final int LENGTH = 32;
    public static final int NONCE_LENGTH = 12;
    public static final int TAG_LENGTH = 16;

    /**
     * The JVM replaces its AES-GCM with the processor's once it has been called a few thousand times; by megabytes that is
     * many seconds at a fiftieth of the speed, by pieces of this size less than one.
     */
    private static final int PIECE = 8 << 10;

    // Making a cipher costs more than sealing a small message. A pool instead of a thread-local: virtual threads are
    // too many and too short-lived to own one each.
    private static final Queue<Cipher> CIPHERS = new ConcurrentLinkedQueue<>();

    private final byte[] bytes;
    private final SecretKey key;

    private AesKey(byte[] bytes) {
        this.bytes = bytes;
        this.key = new SecretKeySpec(bytes, "AES");
    }

    public static AesKey generate() {
        var bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return new AesKey(bytes);
    }

    public static AesKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("Expected an AES key of 32 bytes, but got " + bytes.length);
        }
        return new AesKey(bytes.clone());
    }

    /** Another key, for one purpose only: who learns it learns neither this key nor another made from it. */
    public AesKey derive(String label, byte[] salt) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            mac.update(label.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return new AesKey(mac.doFinal(salt));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected HMAC-SHA256 on every Java platform", e);
        }
    }

    /** The key itself, for a key store only. */
    public byte[] secret() {
        return bytes.clone();
    }

    /**
     * Seals {@code plain} into {@code target} from {@code at}, where it takes its length and {@link #TAG_LENGTH} more. A
     * nonce must never be used twice with one key.
     */
    public void seal(byte[] nonce, Bytes[] associated, Bytes plain, byte[] target, int at) {
        seal(nonce, associated, new Bytes[] {plain}, target, at);
    }

    /** Seals parts as if they were one, so that a large one need not be copied behind a small one first. */
    public void seal(byte[] nonce, Bytes[] associated, Bytes[] plain, byte[] target, int at) {
        try {
            run(Cipher.ENCRYPT_MODE, nonce, associated, plain, target, at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected AES-256-GCM to seal, but the platform refused", e);
        }
    }

    /** The plain bytes, or a {@link GeneralSecurityException} if anything at all was changed. */
    public byte[] open(byte[] nonce, Bytes[] associated, Bytes sealed) throws GeneralSecurityException {
        if (sealed.length() < TAG_LENGTH) {
            throw new GeneralSecurityException("Expected sealed bytes, but they are too few for a tag");
        }
        var plain = new byte[sealed.length() - TAG_LENGTH];
        run(Cipher.DECRYPT_MODE, nonce, associated, new Bytes[] {sealed}, plain, 0);
        return plain;
    }

    private void run(int mode, byte[] nonce, Bytes[] associated, Bytes[] input, byte[] target, int at)
            throws GeneralSecurityException {
        var pooled = CIPHERS.poll();
        var cipher = pooled == null ? Cipher.getInstance("AES/GCM/NoPadding") : pooled;
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG_LENGTH, nonce));
        for (var part : associated) {
            part.feed(cipher::updateAAD);
        }
        var output = new Output(cipher, target, at);
        for (int i = 0; i < input.length - 1; i++) {
            input[i].feed(output::update);
        }
        // Only sealing goes piece by piece: a cipher that opens keeps what it gets until it has seen the tag.
        input[input.length - 1].feed(mode == Cipher.ENCRYPT_MODE ? output::finishInPieces : output::finish);
        CIPHERS.add(cipher);
    }

    /** Where in the target a cipher writes next. */
    private static final class Output {

        private final Cipher cipher;
        private final byte[] target;
        private int at;

        Output(Cipher cipher, byte[] target, int at) {
            this.cipher = cipher;
            this.target = target;
            this.at = at;
        }

        void update(byte[] array, int offset, int length) throws GeneralSecurityException {
            at += cipher.update(array, offset, length, target, at);
        }

        void finish(byte[] array, int offset, int length) throws GeneralSecurityException {
            at += cipher.doFinal(array, offset, length, target, at);
        }

        void finishInPieces(byte[] array, int offset, int length) throws GeneralSecurityException {
            int done = 0;
            for (; length - done > PIECE; done += PIECE) {
                update(array, offset + done, PIECE);
            }
            finish(array, offset + done, length - done);
        }
    }
}
