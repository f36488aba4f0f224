package io.privicore.device.storage;

import io.privicore.device.file.DurableFiles;
import io.privicore.protocol.message.Inventory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Where a scrub goes on, in a small file of text. Nothing depends on it: without it, or if it is damaged, the scrub begins
 * anew.
 *
 * @param bucket the bucket to go on with
 * @param notBefore when to go on
 */
record ScrubMark(int bucket, Instant notBefore) {

    static final ScrubMark BEGINNING = new ScrubMark(0, Instant.EPOCH);

    ScrubMark {
        if (bucket < 0 || bucket >= Inventory.BUCKETS) {
            throw new IllegalArgumentException("Expected a bucket, but got " + bucket);
        }
    }

    static ScrubMark read(Path file) throws IOException {
        try {
            var words = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ", 2);
            return words.length == 2 ? new ScrubMark(Integer.parseInt(words[0]), Instant.parse(words[1])) : BEGINNING;
        } catch (NoSuchFileException | IllegalArgumentException | DateTimeException unknown) {
            return BEGINNING;
        }
    }

    void write(Path file) throws IOException {
        DurableFiles.write(file, "%d %s\n".formatted(bucket, notBefore).getBytes(StandardCharsets.US_ASCII));
    }
}
