package io.privicore.application.token;

import io.privicore.application.DataStreams.Chunk;
import io.privicore.application.DataStreams.Uploaded;
import io.privicore.application.command.CommandId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/** When which chunk of an upload was on its way to devices: eight bytes a chunk, so that long streams stay cheap. */
final class UploadLog implements Uploaded {

    private final long streamSize;
    private final int chunkSize;
    private final String name;
    private final String context;
    private final Instant started;
    private long[] micros = new long[16];
    private int chunks;
    private long received;
    private Optional<CommandId> held = Optional.empty();

    UploadLog(long streamSize, int chunkSize, String name, String context, Instant started) {
        this.streamSize = streamSize;
        this.chunkSize = chunkSize;
        this.name = name;
        this.context = context;
        this.started = started;
    }

    void add(int length, Instant at) {
        if (chunks == micros.length) {
            micros = Arrays.copyOf(micros, 2 * chunks);
        }
        micros[chunks++] = ChronoUnit.MICROS.between(started, at);
        received += length;
    }

    long received() {
        return received;
    }

    void holdUnder(CommandId command) {
        held = Optional.of(command);
    }

    @Override
    public Optional<CommandId> held() {
        return held;
    }

    @Override
    public int chunks() {
        return chunks;
    }

    @Override
    public Chunk chunk(int index) {
        long until = micros[index];
        long since = index == 0 ? 0 : micros[index - 1];
        return new Chunk(
                index,
                streamSize,
                index == chunks - 1 ? received : (index + 1L) * chunkSize,
                name,
                context,
                started,
                started.plus(until, ChronoUnit.MICROS),
                Duration.of(until - since, ChronoUnit.MICROS));
    }
}
