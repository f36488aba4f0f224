package io.privicore.protocol.key;

import static io.privicore.protocol.key.RefusedKey.Reason.CHECKSUM_MISMATCH;
import static io.privicore.protocol.key.RefusedKey.Reason.MALFORMED;
import static io.privicore.protocol.key.RefusedKey.Reason.UNKNOWN_VERSION;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * A Curve25519 key in the form in which people and files pass it on: 200 hexadecimal digits for a version tag, the key
 * and a BLAKE2b-512 checksum over both. The checksum finds damage; it does not say whose key it is.
 */
public record SignedKey(X25519Key key) {

    /** Bytes of the binary form; the text has two digits for each. */
    public static final int LENGTH = 100;

    private static final byte[] VERSION = {0x31, 0x42, 0x05, 0x00};
    private static final int CHECKED = VERSION.length + X25519Key.LENGTH;

    /** Reads the 200 hexadecimal digits, in either case. */
    public static SignedKey parse(String text) {
        if (text.length() != 2 * LENGTH) {
            throw malformed();
        }
        try {
            return parse(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException notHexadecimal) {
            throw malformed();
        }
    }

    public static SignedKey parse(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw malformed();
        }
        if (!Arrays.equals(bytes, 0, VERSION.length, VERSION, 0, VERSION.length)) {
            throw new RefusedKey(UNKNOWN_VERSION, "Expected a signed key of version 31420500, but got another");
        }
        if (!MessageDigest.isEqual(checksum(bytes), Arrays.copyOfRange(bytes, CHECKED, LENGTH))) {
            throw new RefusedKey(CHECKSUM_MISMATCH, "Expected a signed key, but its checksum is another key's");
        }
        return new SignedKey(X25519Key.of(Arrays.copyOfRange(bytes, VERSION.length, CHECKED)));
    }

    public String format() {
        return HexFormat.of().formatHex(toBytes());
    }

    public byte[] toBytes() {
        var bytes = Arrays.copyOf(VERSION, LENGTH);
        key.bytes().copyTo(bytes, VERSION.length);
        System.arraycopy(checksum(bytes), 0, bytes, CHECKED, LENGTH - CHECKED);
        return bytes;
    }

    private static byte[] checksum(byte[] bytes) {
        var digest = new Blake2bDigest(8 * (LENGTH - CHECKED));
        digest.update(bytes, 0, CHECKED);
        var checksum = new byte[LENGTH - CHECKED];
        digest.doFinal(checksum, 0);
        return checksum;
    }

    private static RefusedKey malformed() {
        return new RefusedKey(MALFORMED, "Expected a signed key of 200 hexadecimal digits, but got something else");
    }
}
