package io.privicore.domain.access;

import java.util.Arrays;
import java.util.HexFormat;

/** A keyed hash by which a token is found again without being stored: 32 bytes. */
public record TokenHash(byte[] bytes) {

    public TokenHash {
        if (bytes.length != 32) {
            throw new IllegalArgumentException("Expected a hash of 32 bytes, but got " + bytes.length);
        }
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "TokenHash[…]";
    }
}
