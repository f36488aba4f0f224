package io.privicore.device.key;

import io.privicore.device.file.DurableFiles;
import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.session.Direction;
import io.privicore.protocol.session.ReceiverSession;
import io.privicore.protocol.session.ReplayWindow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The sessions a device listens to, one small sealed file each, so that what waits in its queue opens after a restart. A
 * session not used for thirty days is forgotten.
 */
public final class SessionKeys {

    static final Duration KEPT = Duration.ofDays(30);
    static final int MOST = 1024;

    private static final Duration NOTED = Duration.ofHours(1);

    private final Path folder;
    private final AesKey sealing;
    private final String deviceId;
    private final InstantSource clock;
    private final Map<UUID, Listening> open = new HashMap<>();
    private final SecureRandom random = new SecureRandom();

    private SessionKeys(Path folder, AesKey sealing, String deviceId, InstantSource clock) {
        this.folder = folder;
        this.sealing = sealing;
        this.deviceId = deviceId;
        this.clock = clock;
    }

    public static SessionKeys in(Path folder, AesKey atRest, String deviceId, InstantSource clock) throws IOException {
        var sealing = atRest.derive("privicore device sessions", new byte[0]);
        var sessions = new SessionKeys(DurableFiles.folder(folder), sealing, deviceId, clock);
        sessions.forgetOld();
        return sessions;
    }

    /** Remembers the session; durable when it returns. A session that is known already stays as it is. */
    public synchronized void add(ReceiverSession session) throws IOException {
        if (find(session.id()).isPresent()) {
            return;
        }
        var nonce = new byte[AesKey.NONCE_LENGTH];
        random.nextBytes(nonce);
        var content = new byte[nonce.length + AesKey.LENGTH + AesKey.TAG_LENGTH];
        System.arraycopy(nonce, 0, content, 0, nonce.length);
        sealing.seal(nonce, name(session.id()), Bytes.wrap(session.secret()), content, nonce.length);
        DurableFiles.write(file(session.id()), content);
        noteUse(session.id());
        open.put(session.id(), new Listening(session, new ReplayWindow(), clock.instant()));
        forgetOld();
    }

    public synchronized Optional<Listening> find(UUID id) throws IOException {
        var known = open.get(id);
        if (known == null) {
            known = load(id).orElse(null);
        }
        if (known != null && known.notedAt().plus(NOTED).isBefore(clock.instant())) {
            noteUse(id);
            known = new Listening(known.session(), known.window(), clock.instant());
        }
        if (known != null) {
            open.put(id, known);
        }
        return Optional.ofNullable(known);
    }

    private Optional<Listening> load(UUID id) throws IOException {
        try {
            var content = Files.readAllBytes(file(id));
            if (content.length != AesKey.NONCE_LENGTH + AesKey.LENGTH + AesKey.TAG_LENGTH) {
                return Optional.empty();
            }
            var nonce = new byte[AesKey.NONCE_LENGTH];
            System.arraycopy(content, 0, nonce, 0, nonce.length);
            var secret =
                    sealing.open(nonce, name(id), Bytes.wrap(content, nonce.length, content.length - nonce.length));
            var session = ReceiverSession.restore(id, secret, deviceId, Direction.TO_DEVICE);
            return Optional.of(new Listening(session, new ReplayWindow(), Instant.EPOCH));
        } catch (NoSuchFileException | GeneralSecurityException unknown) {
            return Optional.empty();
        }
    }

    private void forgetOld() throws IOException {
        var files = new HashMap<Path, Instant>();
        try (var all = Files.newDirectoryStream(folder)) {
            for (var file : all) {
                files.put(file, Files.getLastModifiedTime(file).toInstant());
            }
        }
        var oldest = clock.instant().minus(KEPT);
        var latestFirst = files.entrySet().stream()
                .sorted(Map.Entry.<Path, Instant>comparingByValue(Comparator.reverseOrder()))
                .toList();
        for (int i = 0; i < latestFirst.size(); i++) {
            if (i >= MOST || latestFirst.get(i).getValue().isBefore(oldest)) {
                forget(latestFirst.get(i).getKey());
            }
        }
    }

    private void forget(Path file) throws IOException {
        Files.deleteIfExists(file);
        open.keySet().removeIf(id -> file(id).equals(file));
    }

    private void noteUse(UUID id) throws IOException {
        Files.setLastModifiedTime(file(id), FileTime.from(clock.instant()));
    }

    private Path file(UUID id) {
        return folder.resolve(id.toString());
    }

    private static Bytes[] name(UUID id) {
        return new Bytes[] {
            Bytes.wrap(ByteBuffer.allocate(16)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array())
        };
    }

    /** The identifiers of the sessions on disk. */
    List<String> kept() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** A session, what of it is settled, and when its use was last noted on disk. */
    public record Listening(ReceiverSession session, ReplayWindow window, Instant notedAt) {}
}
