package io.privicore.protocol;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A range of bytes that is a value: equal by content, never changed. It shares the array it was made from, so that a
 * megabyte is not copied at every step; who wraps an array gives it away.
 */
public final class Bytes {

    private static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    public static Bytes empty() {
        return EMPTY;
    }

    public static Bytes wrap(byte[] array) {
        return new Bytes(array, 0, array.length);
    }

    public static Bytes wrap(byte[] array, int offset, int length) {
        if (offset < 0 || length < 0 || length > array.length - offset) {
            throw new IndexOutOfBoundsException(
                    "Expected a range within %d bytes, but got %d from %d".formatted(array.length, length, offset));
        }
        return new Bytes(array, offset, length);
    }

    public int length() {
        return length;
    }

    /** A copy, for those who want an array of their own. */
    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /** Shows the bytes without copying them to something that reads a range of an array, such as a digest. */
    public <E extends Exception> void feed(Reader<E> reader) throws E {
        reader.read(array, offset, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The first bytes only: a value may be large, and a log is no place for content. */
    @Override
    public String toString() {
        var shown = HexFormat.of().formatHex(array, offset, offset + Math.min(length, 4));
        return "%d bytes %s%s".formatted(length, shown, length > 4 ? "…" : "");
    }

    /** Reads a range of an array during the call; neither keeps nor changes it. */
    @FunctionalInterface
    public interface Reader<E extends Exception> {
        void read(byte[] array, int offset, int length) throws E;
    }
}
