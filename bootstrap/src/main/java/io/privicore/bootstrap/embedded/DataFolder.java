package io.privicore.bootstrap.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.privicore.bootstrap.failure.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which one running platform keeps everything, held for as long as it runs. The operating system gives the
 * folder free when the process ends, however it ends, so whoever holds it knows that a server still running on the
 * folder has lost its owner.
 */
public final class DataFolder implements AutoCloseable {

    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FILE = PosixFilePermissions.fromString("rw-------");
    private static final int SECRET_BYTES = 32;

    private final Path root;
    private final FileChannel lockFile;

    private DataFolder(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /** Makes the folder if it is missing and takes hold of it; refused while another process has it. */
    public static DataFolder hold(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            createPrivate(root);
            FileChannel lockFile =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(lockFile) == null) {
                lockFile.close();
                throw new StartFailure(
                        "The data folder " + root
                                + " is in use by another Privicore. Stop that one first, or choose another folder with --data.");
            }
            return new DataFolder(root, lockFile);
        } catch (IOException e) {
            throw new StartFailure(
                    "Cannot use the data folder " + root + ": " + e + ". Choose another one with --data.", e);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    public Path root() {
        return root;
    }

    /** A folder of its own for one part of the platform, readable by this user only. */
    public Path folder(String name) {
        try {
            return createPrivate(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A random text that is made at the first call and the same from then on, across starts. */
    public String secret(String name) {
        Path file = folder("secrets").resolve(name);
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[SECRET_BYTES];
                new SecureRandom().nextBytes(random);
                writePrivate(file, HexFormat.of().formatHex(random));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartFailure("Cannot read or write " + file + ": " + e, e);
        }
    }

    /** Writes a small file that only this user may read, entirely or not at all. */
    static void writePrivate(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FILE));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.write(UTF_8.encode(text));
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path createPrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        return Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
