package io.privicore.adapters.crypto.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** A small file that only its owner may read, and that is either there as a whole or not at all, also after a crash. */
record SecretFile(Path path) {

    // A lock on a file holds between processes only; this one holds between the threads of one.
    private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

    SecretFile {
        path = path.toAbsolutePath();
    }

    boolean exists() {
        return Files.exists(path);
    }

    byte[] read() throws IOException {
        return Files.readAllBytes(path);
    }

    /** Changes whenever the file is replaced. */
    String stamp() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return "%s/%d/%s".formatted(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    /** Does nothing when somebody else was first, be it another node. */
    void createUnlessThere(byte[] content) throws IOException {
        Path temporary = write(content);
        try {
            // Unlike a rename, a link never takes the place of a file that is there already.
            Files.createLink(path, temporary);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException e) {
            if (!exists()) {
                Files.move(temporary, path);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncFolder();
    }

    void replace(byte[] content) throws IOException {
        Path temporary = write(content);
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder();
    }

    /** Runs the action while no other thread, process or node that asks for it runs one on this file. */
    <R> R exclusively(Action<R> action) throws IOException {
        WITHIN_PROCESS.lock();
        try {
            Files.createDirectories(folder());
            Path lock = path.resolveSibling(path.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(
                            lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly());
                    FileLock held = channel.lock()) {
                return action.run();
            }
        } finally {
            WITHIN_PROCESS.unlock();
        }
    }

    private Path write(byte[] content) throws IOException {
        Path temporary = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
        try (FileChannel channel = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        return temporary;
    }

    private FileAttribute<?>[] ownerOnly() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder(), StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            // Some systems do not open folders; there the rename itself is durable or cannot be made so.
            return;
        }
    }

    private Path folder() {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    /** What is done while the file is locked. */
    @FunctionalInterface
    interface Action<R> {
        R run() throws IOException;
    }
}
