package io.privicore.bootstrap.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The folder of a reference device, read from outside while the device has it: without keys, only with what
 * {@code docs/device-storage.md} says about its layout.
 */
record DeviceDisk(Path folder) {

    private static final int SEGMENT_HEAD = 48;
    private static final int RECORD_HEAD = 96;
    private static final int MAGIC = 0x50565243;
    private static final int KIND_AT = 4;
    private static final int BODY_LENGTH_AT = 84;
    private static final int CHUNK = 1;
    private static final int WINDOW = 16;

    /** A sealed record in a segment. */
    record Sealed(boolean chunk, Path segment, int offset, int length, byte[] body) {}

    /** All whole records, in the order in which they were written. */
    List<Sealed> records() throws IOException {
        List<Sealed> records = new ArrayList<>();
        for (Path segment : files()) {
            if (segment.getFileName().toString().endsWith(".seg")) {
                byte[] bytes = read(segment);
                ByteBuffer content = ByteBuffer.wrap(bytes);
                int at = SEGMENT_HEAD;
                while (bytes.length - at >= RECORD_HEAD && content.getInt(at) == MAGIC) {
                    int length = RECORD_HEAD + content.getInt(at + BODY_LENGTH_AT);
                    if (length < RECORD_HEAD || length > bytes.length - at) {
                        break;
                    }
                    records.add(new Sealed(
                            content.getInt(at + KIND_AT) == CHUNK,
                            segment,
                            at,
                            length,
                            Arrays.copyOfRange(bytes, at + RECORD_HEAD, at + length)));
                    at += length;
                }
            }
        }
        return records;
    }

    /** Whether any sixteen bytes of the secret, taken one after the other, lie anywhere in any file. */
    boolean contains(byte[] secret) throws IOException {
        Set<ByteBuffer> pieces = new HashSet<>();
        int window = Math.min(WINDOW, secret.length);
        for (int at = 0; window > 0 && at + window <= secret.length; at += window) {
            pieces.add(ByteBuffer.wrap(secret, at, window).slice());
        }
        for (Path file : files()) {
            byte[] bytes = read(file);
            for (int at = 0; at + window <= bytes.length; at++) {
                if (pieces.contains(ByteBuffer.wrap(bytes, at, window))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Bytes in all files. */
    long size() throws IOException {
        long size = 0;
        for (Path file : files()) {
            size += read(file).length;
        }
        return size;
    }

    /** Bytes in all files, by what the file system says. */
    long occupied() throws IOException {
        long size = 0;
        for (Path file : files()) {
            size += Files.size(file);
        }
        return size;
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException goneMeanwhile) {
            return new byte[0];
        }
    }
}
