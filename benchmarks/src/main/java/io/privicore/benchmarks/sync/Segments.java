package io.privicore.benchmarks.sync;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The segment files of a reference storage device, as docs/device-storage.md describes them. */
final class Segments {

    private static final int FILE_HEAD = 48;
    private static final int RECORD_HEAD = 96;
    private static final int MAGIC = 0x50565243;
    private static final int CHUNK = 1;
    private static final String SUFFIX = ".seg";

    private final Path folder;

    /** @param folder that of the device */
    Segments(Path folder) {
        this.folder = folder.resolve("chunks");
    }

    /** Turns over one byte in the stored bytes of so many chunks, each of another reference; answers the references. */
    Set<UUID> damage(int count, Random random) throws IOException {
        List<Map.Entry<Chunk, Body>> living = new ArrayList<>(living().entrySet());
        Set<UUID> damaged = new HashSet<>();
        while (damaged.size() < count && !living.isEmpty()) {
            Map.Entry<Chunk, Body> one = living.remove(random.nextInt(living.size()));
            if (damaged.add(one.getKey().ref)) {
                Body body = one.getValue();
                flip(body.file, body.offset + random.nextInt(body.length));
            }
        }
        if (damaged.size() < count) {
            throw new IOException(
                    "Expected %d references on the disk, but there are %d".formatted(count, damaged.size()));
        }
        return damaged;
    }

    /** The chunks that no tombstone covers, each where its last record lies. */
    private Map<Chunk, Body> living() throws IOException {
        Map<Chunk, Body> chunks = new LinkedHashMap<>();
        Map<UUID, Long> deleted = new HashMap<>();
        for (Path file : files()) {
            read(file, chunks, deleted);
        }
        chunks.keySet().removeIf(chunk -> chunk.version <= deleted.getOrDefault(chunk.ref, -1L));
        return chunks;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(Segments::number))
                    .toList();
        }
    }

    private static int number(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(0, name.length() - SUFFIX.length()));
    }

    private static void read(Path file, Map<Chunk, Body> chunks, Map<UUID, Long> deleted) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(RECORD_HEAD);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long at = FILE_HEAD;
            while (at + RECORD_HEAD <= channel.size()) {
                head.clear();
                while (head.hasRemaining() && channel.read(head, at + head.position()) > 0) {
                    // Until the head is whole.
                }
                head.flip();
                if (head.getInt() != MAGIC) {
                    throw new IOException("Expected a record at %d of %s, but there is none".formatted(at, file));
                }
                int kind = head.getInt();
                UUID ref = new UUID(head.getLong(), head.getLong());
                long version = head.getLong();
                int chunk = head.getInt();
                int length = head.getInt(84);
                if (kind == CHUNK) {
                    chunks.put(new Chunk(ref, version, chunk), new Body(file, at + RECORD_HEAD, length));
                } else {
                    deleted.merge(ref, version, Math::max);
                }
                at += RECORD_HEAD + length;
            }
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int before = open.read();
            open.seek(at);
            open.write(before ^ 0xff);
        }
    }

    private record Chunk(UUID ref, long version, int number) {}

    private record Body(Path file, long offset, int length) {}
}
