package io.privicore.adapters.rest.directory;

import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A body that is digested as it is read, and may not be longer than allowed. */
final class Measured extends FilterInputStream {

    private final MessageDigest digest = sha256();
    private final long longest;
    private long length;

    Measured(InputStream body, long longest) {
        super(body);
        this.longest = longest;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int count = super.read(into, from, most);
        if (count > 0) {
            digest.update(into, from, count);
            length += count;
            if (length > longest) {
                throw new Refusal(
                        Reason.IMPORT_TOO_LARGE, "Expected at most %d bytes, but there are more".formatted(longest));
            }
        }
        return count;
    }

    /** The SHA-256 of what was read, in hexadecimal. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256, which every Java has", e);
        }
    }
}
