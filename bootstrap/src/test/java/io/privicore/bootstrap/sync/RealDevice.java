package io.privicore.bootstrap.sync;

import io.privicore.application.device.DeviceReports;
import io.privicore.application.port.DeviceLinks.Absent;
import io.privicore.application.port.DevicePresences.Report;
import io.privicore.device.dialogue.Engine;
import io.privicore.device.dialogue.Heard;
import io.privicore.device.storage.ChunkStore;
import io.privicore.device.storage.Scrub;
import io.privicore.device.storage.StorageRole;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.token.StorageRef;
import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.key.Ed25519KeyPair;
import io.privicore.protocol.message.DeviceMessage;
import io.privicore.protocol.message.EngineMessage.StorageChange;
import io.privicore.protocol.message.EngineMessage.StorageMessage;
import io.privicore.protocol.session.ReplayWindow;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The storage of a real device behind a queue that keeps what was not settled, as a broker's does. */
final class RealDevice implements Engine {

    private static final int SEGMENT = 1 << 16;

    final DeviceId id;
    private final RealLine line;
    private final DeviceReports reports;
    private final Path folder;
    private final InstantSource clock;
    private final AesKey atRest = AesKey.generate();
    private final Ed25519KeyPair signing = Ed25519KeyPair.generate();
    private final TreeMap<Long, StorageMessage> unsettled = new TreeMap<>();
    private long tags;
    private boolean full;
    private @Nullable ChunkStore store;
    private @Nullable StorageRole role;
    private @Nullable Scrub scrub;

    RealDevice(DeviceId id, RealLine line, DeviceReports reports, Path folder, InstantSource clock) {
        this.id = id;
        this.line = line;
        this.reports = reports;
        this.folder = folder;
        this.clock = clock;
    }

    /** Takes its place: what was not settled is heard again, in order. */
    void connect() throws IOException {
        Files.createDirectories(folder);
        var opened = ChunkStore.open(folder, atRest, 1 << 30, SEGMENT);
        var reading = Scrub.start(
                opened,
                folder.resolveSibling(id + ".scrub"),
                new Scrub.Pace(0, Duration.ofDays(1)),
                clock,
                id.toString());
        var hearing = new StorageRole(opened, reading, this, id.toString(), signing, clock);
        List<Long> waiting;
        synchronized (this) {
            store = opened;
            scrub = reading;
            role = hearing;
            waiting = List.copyOf(unsettled.keySet());
        }
        waiting.forEach(this::hear);
        hearing.beat();
    }

    void disconnect() throws IOException {
        StorageRole over;
        ChunkStore closing;
        Scrub reading;
        synchronized (this) {
            reading = scrub;
            over = role;
            closing = store;
            role = null;
            store = null;
            unsettled.values().removeIf(message -> !(message instanceof StorageChange));
        }
        if (over != null && closing != null && reading != null) {
            over.close();
            reading.close();
            closing.close();
        }
    }

    synchronized boolean isConnected() {
        return role != null;
    }

    synchronized boolean isQuiet() {
        return unsettled.isEmpty();
    }

    /** Lets its queue take no more data, or some again. */
    synchronized void setFull(boolean full) {
        this.full = full;
    }

    synchronized boolean isFull() {
        return full;
    }

    /** The message waits for the device as long as it takes, unless it is of no use later. */
    void tell(StorageMessage message) {
        long tag;
        synchronized (this) {
            if (role == null && !(message instanceof StorageChange)) {
                return;
            }
            tag = tags++;
            unsettled.put(tag, message);
        }
        hear(tag);
    }

    /** Turns some stored bytes into others. */
    void damage(Random random) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                damage(file, random);
            }
        }
    }

    private static void damage(Path file, Random random) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            if (bytes.length() > 1000) {
                long at = 200 + random.nextLong(bytes.length() - 200);
                bytes.seek(at);
                int was = bytes.read();
                bytes.seek(at);
                bytes.write(~was);
            }
        }
    }

    private void hear(long tag) {
        StorageRole hearing;
        StorageMessage message;
        synchronized (this) {
            hearing = role;
            message = unsettled.get(tag);
        }
        if (hearing != null && message != null) {
            hearing.hear(message, new Heard(tag, new ReplayWindow(), tag));
        }
    }

    @Override
    public synchronized void settle(Collection<Heard> messages) {
        messages.forEach(message -> unsettled.remove(message.tag()));
    }

    @Override
    public void giveUp(Throwable cause) {
        line.failures.add(cause);
    }

    @Override
    public CompletableFuture<Void> say(DeviceMessage message) {
        switch (message) {
            case DeviceMessage.StorageStored m -> stored(m);
            case DeviceMessage.StorageRefused m ->
                reports.refused(
                        id, new StorageRef(m.address().ref()), m.reason().name().toLowerCase(Locale.ROOT));
            case DeviceMessage.StorageChunk m ->
                line.answer(m.request(), Bytes.wrap(m.bytes().toArray()));
            case DeviceMessage.StorageAbsent m -> {
                line.fail(m.request(), new Absent(m.ref().toString()));
                reports.absent(id, new StorageRef(m.ref()));
            }
            case DeviceMessage.StorageInventoryPage m -> line.page(m);
            case DeviceMessage.StorageProof m -> line.answer(m.request(), m.digest());
            case DeviceMessage.StorageDeleted m -> reports.deleted(id, List.of(new StorageRef(m.ref())));
            case DeviceMessage.Heartbeat m ->
                reports.heartbeat(id, new Report(m.capacity(), m.used(), m.items()), clock.instant());
            case DeviceMessage.Hello _, DeviceMessage.AuthenticatorVote _ ->
                throw new AssertionError("Its storage neither says hello nor votes");
        }
        return CompletableFuture.completedFuture(null);
    }

    private void stored(DeviceMessage.StorageStored message) {
        List<DeviceReports.Receipt> unheard = new ArrayList<>();
        for (var receipt : message.receipts()) {
            var told = new DeviceReports.Receipt(
                    new StorageRef(receipt.address().ref()),
                    receipt.address().version(),
                    receipt.address().chunk(),
                    Bytes.wrap(receipt.digest().toBytes()));
            if (!line.heard(id, told)) {
                unheard.add(told);
            }
        }
        if (!unheard.isEmpty()) {
            reports.stored(id, unheard, clock.instant());
        }
    }

    void close() {
        try {
            disconnect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
