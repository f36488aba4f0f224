package io.privicore.adapters.crypto.password;

import io.privicore.application.port.BreachedPasswords;
import io.privicore.domain.profile.Password;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-1 hashes of stolen passwords, as Have I Been Pwned publishes them: one file sorted by hash, or a folder with a file
 * for every five digits that hashes begin with. Neither is loaded. Passwords too short to be chosen here do no harm on it.
 */
public final class BreachedList implements BreachedPasswords, AutoCloseable {

    private static final String SHIPPED = "breached-passwords.txt";
    private static final int DIGITS = 40;
    private static final int PREFIX = 5;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Search search;
    private final AutoCloseable open;

    /** Finds a hash of 40 upper-case digits. */
    @FunctionalInterface
    private interface Search {

        boolean contains(String hash) throws IOException;
    }

    private BreachedList(Search search, AutoCloseable open) {
        this.search = search;
        this.open = open;
    }

    /** The list that comes with the platform: common passwords that are long enough to be chosen. */
    public static BreachedList shipped() {
        try (var in = BreachedList.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("Expected %s, but it is not there".formatted(SHIPPED));
            }
            var lines = new HashLines(HashLines.of(in.readAllBytes()), DIGITS);
            lines.check();
            return new BreachedList(lines::contains, () -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A list of the operator's. Refuses one that is missing or is none, so that nobody believes to be guarded by it. */
    public static BreachedList at(Path path) throws IOException {
        return Files.isDirectory(path) ? folder(path) : file(path);
    }

    private static BreachedList file(Path path) throws IOException {
        var channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            var lines = new HashLines(new OfChannel(channel, channel.size()), DIGITS);
            lines.check();
            return new BreachedList(lines::contains, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static BreachedList folder(Path path) throws IOException {
        for (var prefix : new String[] {"00000", "7FFFF", "FFFFF"}) {
            range(path, prefix).check();
        }
        return new BreachedList(
                hash -> range(path, hash.substring(0, PREFIX)).contains(hash.substring(PREFIX)), () -> {});
    }

    private static HashLines range(Path folder, String prefix) throws IOException {
        var content = Files.readAllBytes(folder.resolve(prefix + ".txt"));
        if (content.length == 0) {
            throw new IOException("Expected hashes that begin with %s, but their file is empty".formatted(prefix));
        }
        return new HashLines(HashLines.of(content), DIGITS - PREFIX);
    }

    @Override
    public boolean contains(Password password) {
        try {
            return search.contains(hash(password.value()));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read the list of breached passwords, but could not", e);
        }
    }

    @Override
    public void close() throws Exception {
        open.close();
    }

    private static String hash(String text) {
        try {
            // As the lists are made; that two texts can be found with one hash does not matter here.
            return HEX.formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file, read where it is wanted, by many threads at once. */
    private record OfChannel(FileChannel channel, long size) implements HashLines.Bytes {

        @Override
        public byte[] read(long at, int length) throws IOException {
            var buffer = ByteBuffer.allocate(length);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, at + buffer.position()) < 0) {
                    throw new IOException(
                            "Expected %d bytes at %d, but the file has become shorter".formatted(length, at));
                }
            }
            return buffer.array();
        }
    }
}
