package io.privicore.adapters.crypto.password;

import java.io.IOException;
import java.util.Arrays;

/**
 * Lines that begin with hexadecimal digits of a hash and are sorted by them, wherever they lie: {@code <hex>:<count>},
 * ended by LF or CRLF. They are searched where they are, a few of them are read, and a line at fault is never passed over.
 */
final class HashLines {

    /** The longest line there is: 40 digits, a colon, a count of at most 19 digits, CRLF. */
    private static final int LONGEST = 64;

    /** What is read as a whole rather than divided further. */
    private static final int BLOCK = 4096;

    private static final int PROBES = 256;

    private final Bytes bytes;
    private final int digits;

    /** Bytes that can be read anywhere, by many at once. */
    interface Bytes {

        long size();

        /** Exactly so many bytes from there on. */
        byte[] read(long at, int length) throws IOException;
    }

    static Bytes of(byte[] content) {
        return new Bytes() {
            @Override
            public long size() {
                return content.length;
            }

            @Override
            public byte[] read(long at, int length) {
                return Arrays.copyOfRange(content, (int) at, (int) at + length);
            }
        };
    }

    /** @param digits how many every line begins with */
    HashLines(Bytes bytes, int digits) {
        this.bytes = bytes;
        this.digits = digits;
    }

    /** Whether a line begins with these upper-case digits and does not say that it stands for nothing, with a count of 0. */
    boolean contains(String hash) throws IOException {
        long from = 0;
        long to = bytes.size();
        // The line, if it is there, begins at or after "from" and before "to"; a line begins at "from".
        while (to - from > BLOCK) {
            var line = lineAfter(from + (to - from) / 2);
            if (line.at() >= to) {
                break;
            }
            int order = line.hash().compareTo(hash);
            if (order == 0) {
                return line.counts();
            }
            if (order < 0) {
                from = line.end();
            } else {
                to = line.at();
            }
        }
        while (from < to) {
            var line = lineAt(from);
            int order = line.hash().compareTo(hash);
            if (order == 0) {
                return line.counts();
            }
            if (order > 0) {
                return false;
            }
            from = line.end();
        }
        return false;
    }

    /** Looks at the first line, the last one and many between: that they are lines, and in order. */
    void check() throws IOException {
        long size = bytes.size();
        if (size == 0) {
            throw new IOException("Expected lines with hashes, but there are none");
        }
        String before = "";
        long end = 0;
        for (int i = 0; i <= PROBES; i++) {
            long at = Math.max(end, size / PROBES * i);
            var line = i == 0 ? lineAt(0) : lineAfter(Math.max(0, Math.min(at, size - 1) - 1));
            if (line.at() >= size) {
                break;
            }
            if (line.hash().compareTo(before) <= 0) {
                throw new IOException(
                        "Expected lines sorted by hash, but at byte %d they are not".formatted(line.at()));
            }
            before = line.hash();
            end = line.end();
        }
        checkLast(size, before);
    }

    private void checkLast(long size, String before) throws IOException {
        long from = Math.max(0, size - 2L * LONGEST);
        var line = from == 0 ? lineAt(0) : lineAfter(from);
        while (line.end() < size) {
            line = lineAt(line.end());
        }
        if (line.hash().compareTo(before) < 0) {
            throw new IOException("Expected lines sorted by hash, but the last one is out of order");
        }
    }

    /** The first line that begins after this byte; beyond the end where there is none. */
    private Line lineAfter(long position) throws IOException {
        var chunk = read(position);
        int feed = indexOf(chunk, '\n', 0);
        if (feed < 0 && chunk.length >= LONGEST) {
            throw malformed(position);
        }
        long at = feed < 0 ? bytes.size() : position + feed + 1;
        return at >= bytes.size() ? new Line(bytes.size(), "", bytes.size(), false) : lineAt(at);
    }

    private Line lineAt(long at) throws IOException {
        var chunk = read(at);
        int feed = indexOf(chunk, '\n', 0);
        if (feed < 0 && chunk.length >= LONGEST) {
            throw malformed(at);
        }
        int end = feed < 0 ? chunk.length : feed;
        int text = end > 0 && chunk[end - 1] == '\r' ? end - 1 : end;
        if (text < digits) {
            throw malformed(at);
        }
        var hash = new char[digits];
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(chunk[i], 16);
            if (digit < 0) {
                throw malformed(at);
            }
            hash[i] = Character.toUpperCase(Character.forDigit(digit, 16));
        }
        return new Line(at, new String(hash), at + (feed < 0 ? chunk.length : feed + 1), counts(chunk, text, at));
    }

    private boolean counts(byte[] line, int end, long at) throws IOException {
        if (end == digits) {
            return true;
        }
        if (line[digits] != ':' || end == digits + 1) {
            throw malformed(at);
        }
        boolean some = false;
        for (int i = digits + 1; i < end; i++) {
            if (line[i] < '0' || line[i] > '9') {
                throw malformed(at);
            }
            some |= line[i] != '0';
        }
        return some;
    }

    private byte[] read(long at) throws IOException {
        return bytes.read(at, (int) Math.min(LONGEST, bytes.size() - at));
    }

    private IOException malformed(long at) {
        return new IOException("Expected a line with %d hexadecimal digits and a count at byte %d, but it is none"
                .formatted(digits, at));
    }

    private static int indexOf(byte[] chunk, char wanted, int from) {
        for (int i = from; i < chunk.length; i++) {
            if (chunk[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** @param end where the next line begins */
    private record Line(long at, String hash, long end, boolean counts) {}
}
