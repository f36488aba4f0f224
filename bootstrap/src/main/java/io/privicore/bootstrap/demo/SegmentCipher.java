package io.privicore.bootstrap.demo;

import io.privicore.bootstrap.client.ClientFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encryption of what is too large to be held: segments of 1 MiB, each sealed with AES-256-GCM under a nonce of its number
 * and of whether it is the last, so that none can be left out, moved or cut off (the STREAM construction). The key is
 * made here, serves one file, and never leaves.
 */
final class SegmentCipher {

    private static final int SEGMENT = 1 << 20;
    private static final int TAG = 16;
    private static final int NONCE = 12;

    private final SecretKeySpec key;

    SegmentCipher() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        key = new SecretKeySpec(secret, "AES");
    }

    /** How long what is sealed is. */
    static long sealedLength(long plain) {
        return plain + TAG * Math.max(1, Math.ceilDiv(plain, SEGMENT));
    }

    /** The plain bytes, sealed while they are read. */
    InputStream sealing(InputStream plain) {
        return new SequenceInputStream(new Segments(plain));
    }

    /** Opens everything, to the end, into the output. */
    void open(InputStream sealed, OutputStream plain) throws IOException, GeneralSecurityException {
        byte[] segment = sealed.readNBytes(SEGMENT + TAG);
        for (int number = 0; ; number++) {
            byte[] next = sealed.readNBytes(SEGMENT + TAG);
            plain.write(cipher(Cipher.DECRYPT_MODE, number, next.length == 0).doFinal(segment));
            if (next.length == 0) {
                return;
            }
            segment = next;
        }
    }

    private Cipher cipher(int mode, int number, boolean last) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE)
                .putInt(NONCE - Integer.BYTES - 1, number)
                .put(NONCE - 1, (byte) (last ? 1 : 0))
                .array();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        return cipher;
    }

    private final class Segments implements Enumeration<InputStream> {

        private final InputStream plain;
        private byte[] next;
        private int number;
        private boolean ended;

        Segments(InputStream plain) {
            this.plain = plain;
            this.next = read();
        }

        @Override
        public boolean hasMoreElements() {
            return !ended;
        }

        @Override
        public InputStream nextElement() {
            if (ended) {
                throw new NoSuchElementException();
            }
            byte[] segment = next;
            next = read();
            ended = next.length == 0;
            try {
                return new ByteArrayInputStream(
                        cipher(Cipher.ENCRYPT_MODE, number++, ended).doFinal(segment));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private byte[] read() {
            try {
                return plain.readNBytes(SEGMENT);
            } catch (IOException e) {
                throw new ClientFailure("The file cannot be read any further: " + e.getMessage(), e);
            }
        }
    }
}
