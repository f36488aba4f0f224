package io.privicore.bootstrap.demo;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A file of any size that lies nowhere: the key stream of a cipher, which looks random and can be had again. */
public final class MadeUpFile implements DemoFile {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([kmgt]?)i?b?");
    private static final String UNITS = "kmgt";
    private static final int KEY_BYTES = 16;

    private final long size;
    private final byte[] seed = new byte[KEY_BYTES];

    private MadeUpFile(long size) {
        this.size = size;
        new SecureRandom().nextBytes(seed);
    }

    /**
     * Reads a size such as {@code 1G}, {@code 300M} or {@code 4096}; units are powers of 1024.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static MadeUpFile ofSize(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Expected a size such as 1G, 300M or 4096, but got " + text);
        }
        int power = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
        return new MadeUpFile(Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << 10 * power));
    }

    @Override
    public String name() {
        return "made-up.bin";
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() {
        return new KeyStream(seed, size);
    }

    private static final class KeyStream extends InputStream {

        private static final int BLOCK = 64 << 10;

        private final byte[] zeros = new byte[BLOCK];
        private final Cipher cipher;
        private long left;
        private InputStream block = new ByteArrayInputStream(zeros, 0, 0);

        KeyStream(byte[] seed, long length) {
            left = length;
            try {
                cipher = Cipher.getInstance("AES/CTR/NoPadding");
                cipher.init(
                        Cipher.ENCRYPT_MODE, new SecretKeySpec(seed, "AES"), new IvParameterSpec(new byte[KEY_BYTES]));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) {
            if (most == 0) {
                return 0;
            }
            try {
                int read = block.read(into, from, most);
                if (read < 0 && left > 0) {
                    int length = (int) Math.min(BLOCK, left);
                    left -= length;
                    block = new ByteArrayInputStream(Arrays.copyOf(cipher.update(zeros), length));
                    read = block.read(into, from, most);
                }
                return read;
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
