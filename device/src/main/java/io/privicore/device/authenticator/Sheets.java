package io.privicore.device.authenticator;

import io.privicore.device.file.DurableFiles;
import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed.Result;
import io.privicore.protocol.message.MalformedMessage;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Ballots on disk, sealed one by one. What is written together lies in one file, so that it costs one write however much it
 * is; a file goes when nothing in it counts any more. Not safe for several threads.
 */
final class Sheets {

    private static final System.Logger LOG = System.getLogger(Sheets.class.getName());

    private static final String SEVERAL = ".sheet";

    /** No poll is open for longer than a day. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Path folder;
    private final AesKey sealing;
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, Sheet> sheetOf = new HashMap<>();
    private Instant unknownBefore = Instant.MIN;

    private Sheets(Path folder, AesKey sealing) {
        this.folder = folder;
        this.sealing = sealing;
    }

    static Sheets in(Path folder, AesKey sealing) throws IOException {
        return new Sheets(DurableFiles.folder(folder), sealing);
    }

    /** Makes these durable, in place of what there was of the same ballots. */
    void write(List<Kept> together) throws IOException {
        if (together.isEmpty()) {
            return;
        }
        boolean alone = together.size() == 1;
        var name = alone ? together.getFirst().ballot().toString() : UUID.randomUUID() + SEVERAL;
        var sheet = new Sheet(folder.resolve(name));
        DurableFiles.write(sheet.file, alone ? sealed(together.getFirst()) : sealed(together));
        for (var one : together) {
            put(one.ballot(), sheet);
        }
    }

    void drop(UUID ballot) throws IOException {
        var sheet = sheetOf.remove(ballot);
        if (sheet != null && sheet.isWithoutAnother()) {
            Files.deleteIfExists(sheet.file);
        }
    }

    /**
     * Whether it may be that there was a vote on a ballot that was sent at this instant, though nothing is known of it: what
     * was written then cannot be read any more.
     */
    boolean mayHaveLost(Instant openedAt) {
        return openedAt.isBefore(unknownBefore);
    }

    /** Reads all that is there, in no order; what cannot be read is {@link Kept.Closed}, since it may have been a vote. */
    void load(Instant now, Consumer<Kept> found) throws IOException {
        Map<UUID, Kept> best = new HashMap<>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                if (name.endsWith(SEVERAL)) {
                    several(file, now, best);
                } else if (ballotOf(name).isPresent()) {
                    keep(opened(ballotOf(name).get(), Files.readAllBytes(file), now), new Sheet(file), best);
                } else {
                    Files.delete(file);
                }
            }
        }
        best.values().forEach(found);
    }

    private void several(Path file, Instant now, Map<UUID, Kept> best) throws IOException {
        var sheet = new Sheet(file);
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                var ballot = new UUID(in.readLong(), in.readLong());
                int length = in.readInt();
                if (length < 0 || length > Files.size(file)) {
                    throw new IOException("Expected ballots, but a length is wrong");
                }
                keep(opened(ballot, in.readNBytes(length), now), sheet, best);
            }
        } catch (IOException e) {
            if (Files.getLastModifiedTime(file).toInstant().plus(LONGEST).isBefore(now)) {
                Files.delete(file);
                return;
            }
            LOG.log(
                    Level.WARNING,
                    "Expected ballots in {0}, but the file is damaged: none of until now is voted on",
                    file);
            unknownBefore = now;
        }
    }

    /** What says more of a ballot came later: first it waits, and then it is voted on or ends. */
    private void keep(Kept one, Sheet sheet, Map<UUID, Kept> best) throws IOException {
        if (best.get(one.ballot()) instanceof Kept.Voted
                || (one instanceof Kept.Open && best.containsKey(one.ballot()))) {
            return;
        }
        best.put(one.ballot(), one);
        put(one.ballot(), sheet);
    }

    private void put(UUID ballot, Sheet sheet) throws IOException {
        sheet.counting++;
        var before = sheetOf.put(ballot, sheet);
        if (before != null && before.isWithoutAnother() && !before.file.equals(sheet.file)) {
            Files.deleteIfExists(before.file);
        }
    }

    private Kept opened(UUID ballot, byte[] sealed, Instant now) {
        try {
            return Kept.parse(unseal(ballot, sealed));
        } catch (GeneralSecurityException | MalformedMessage | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "Expected to read ballot {0}, but it is damaged: it is not voted on", ballot);
            return new Kept.Closed(new AuthenticatorClosed(ballot, Result.LAPSED), now.plus(LONGEST));
        }
    }

    private static Optional<UUID> ballotOf(String name) {
        try {
            return Optional.of(UUID.fromString(name));
        } catch (IllegalArgumentException leftByACrash) {
            return Optional.empty();
        }
    }

    private byte[] sealed(List<Kept> together) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(together.size());
            for (var one : together) {
                var sealed = sealed(one);
                out.writeLong(one.ballot().getMostSignificantBits());
                out.writeLong(one.ballot().getLeastSignificantBits());
                out.writeInt(sealed.length);
                out.write(sealed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private byte[] sealed(Kept one) {
        var content = one.toBytes();
        var nonce = new byte[AesKey.NONCE_LENGTH];
        random.nextBytes(nonce);
        var sealed = new byte[nonce.length + content.length + AesKey.TAG_LENGTH];
        System.arraycopy(nonce, 0, sealed, 0, nonce.length);
        sealing.seal(nonce, name(one.ballot()), Bytes.wrap(content), sealed, nonce.length);
        return sealed;
    }

    private byte[] unseal(UUID ballot, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < AesKey.NONCE_LENGTH) {
            throw new GeneralSecurityException("Expected a nonce, but there is less");
        }
        var nonce = new byte[AesKey.NONCE_LENGTH];
        System.arraycopy(sealed, 0, nonce, 0, nonce.length);
        return sealing.open(nonce, name(ballot), Bytes.wrap(sealed, nonce.length, sealed.length - nonce.length));
    }

    private static Bytes[] name(UUID ballot) {
        return new Bytes[] {
            Bytes.wrap(ByteBuffer.allocate(16)
                    .putLong(ballot.getMostSignificantBits())
                    .putLong(ballot.getLeastSignificantBits())
                    .array())
        };
    }

    /** One file, and how many ballots are as it says. */
    private static final class Sheet {

        private final Path file;
        private int counting;

        Sheet(Path file) {
            this.file = file;
        }

        boolean isWithoutAnother() {
            counting--;
            return counting == 0;
        }
    }
}
