package io.privicore.benchmarks.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentsTest {

    private static final int BODY = 40;

    private final UUID one = new UUID(1, 1);
    private final UUID two = new UUID(2, 2);
    private final UUID deleted = new UUID(3, 3);
    private Path chunks;
    private Segments segments;

    @BeforeEach
    void write(@TempDir Path folder) throws IOException {
        chunks = Files.createDirectories(folder.resolve("chunks"));
        segments = new Segments(folder);
        var first = new ByteArrayOutputStream();
        first.writeBytes(new byte[48]);
        first.writeBytes(record(1, one, 1, BODY));
        first.writeBytes(record(1, deleted, 1, BODY));
        Files.write(chunks.resolve("9.seg"), first.toByteArray());
        var second = new ByteArrayOutputStream();
        second.writeBytes(new byte[48]);
        second.writeBytes(record(2, deleted, 1, 16));
        second.writeBytes(record(1, two, 1, BODY));
        second.writeBytes(record(1, one, 1, BODY));
        Files.write(chunks.resolve("10.seg"), second.toByteArray());
    }

    @Test
    void aByteOfTheLastRecordOfEveryChunkThatIsNotDeletedIsTurnedOver() throws IOException {
        var first = Files.readAllBytes(chunks.resolve("9.seg"));
        var second = Files.readAllBytes(chunks.resolve("10.seg"));

        assertThat(segments.damage(2, new Random(1))).isEqualTo(Set.of(one, two));

        assertThat(Files.readAllBytes(chunks.resolve("9.seg"))).isEqualTo(first);
        var changed = Files.readAllBytes(chunks.resolve("10.seg"));
        int body = 48 + 96 + 16 + 96;
        assertThat(differences(second, changed, body, body + BODY)).isEqualTo(1);
        assertThat(differences(second, changed, body + BODY + 96, body + BODY + 96 + BODY))
                .isEqualTo(1);
        assertThat(differences(second, changed, 0, second.length)).isEqualTo(2);
    }

    @Test
    void moreThanThereIsCannotBeDamaged() {
        assertThatThrownBy(() -> segments.damage(3, new Random(1))).hasMessageContaining("but there are 2");
    }

    private static int differences(byte[] before, byte[] after, int from, int to) {
        int differences = 0;
        for (int i = from; i < to; i++) {
            differences += before[i] == after[i] ? 0 : 1;
        }
        return differences;
    }

    private static byte[] record(int kind, UUID ref, long version, int length) {
        return ByteBuffer.allocate(96 + length)
                .putInt(0x50565243)
                .putInt(kind)
                .putLong(ref.getMostSignificantBits())
                .putLong(ref.getLeastSignificantBits())
                .putLong(version)
                .putInt(84, length)
                .array();
    }
}
