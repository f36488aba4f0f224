package io.privicore.device.key;

import io.privicore.device.file.DurableFiles;
import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.key.Ed25519KeyPair;
import io.privicore.protocol.key.X25519KeyPair;
import io.privicore.protocol.message.Digest;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The keys a device makes at its first start and keeps for good, in one file. What protects the file is its permissions
 * and nothing else: who reads it can be this device and read what it holds.
 *
 * @param agreement opens and seals messages
 * @param signing signs receipts and votes
 * @param atRest seals everything on disk
 */
public record DeviceKeys(X25519KeyPair agreement, Ed25519KeyPair signing, AesKey atRest) {

    private static final long MAGIC = 0x50564b4559530001L;
    private static final int SECRETS = 3 * 32;

    /** The keys in the file, which must be those of this device; new ones if there is no file yet. */
    public static DeviceKeys loadOrMake(Path file, String deviceId) throws IOException {
        if (Files.exists(file)) {
            return load(file, deviceId);
        }
        var keys = generate();
        keys.keep(file, deviceId);
        return keys;
    }

    /** Keys of a device that has no name yet; {@link #keep} them under the one that it is given. */
    public static DeviceKeys generate() {
        return new DeviceKeys(X25519KeyPair.generate(), Ed25519KeyPair.generate(), AesKey.generate());
    }

    public void keep(Path file, String deviceId) throws IOException {
        DurableFiles.write(file, toBytes(deviceId));
    }

    /** The keys in the file, which must be there and those of this device. */
    public static DeviceKeys load(Path file, String deviceId) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(
                    "Expected the keys of device %s in %s, but there is no such file".formatted(deviceId, file));
        }
        var bytes = Files.readAllBytes(file);
        int content = bytes.length - Digest.LENGTH;
        if (content < 0
                || !Digest.of(Arrays.copyOfRange(bytes, content, bytes.length))
                        .equals(Digest.sha256(Bytes.wrap(bytes, 0, content)))) {
            throw new IOException("Expected the keys of a device in %s, but the file is damaged".formatted(file));
        }
        var buffer = ByteBuffer.wrap(bytes, 0, content);
        try {
            if (buffer.getLong() != MAGIC) {
                throw new IOException("Expected the keys of a device in %s, but got another file".formatted(file));
            }
            var owner = new String(take(buffer, Short.toUnsignedInt(buffer.getShort())), StandardCharsets.UTF_8);
            if (!owner.equals(deviceId)) {
                throw new IOException(
                        "Expected the keys of device %s in %s, but they are of %s".formatted(deviceId, file, owner));
            }
            return new DeviceKeys(
                    X25519KeyPair.of(take(buffer, 32)),
                    Ed25519KeyPair.of(take(buffer, 32)),
                    AesKey.of(take(buffer, 32)));
        } catch (BufferUnderflowException e) {
            throw new IOException("Expected the keys of a device in %s, but the file is cut short".formatted(file), e);
        }
    }

    private byte[] toBytes(String deviceId) {
        var owner = deviceId.getBytes(StandardCharsets.UTF_8);
        var content = ByteBuffer.allocate(Long.BYTES + Short.BYTES + owner.length + SECRETS)
                .putLong(MAGIC)
                .putShort((short) owner.length)
                .put(owner)
                .put(agreement.secret())
                .put(signing.secret())
                .put(atRest.secret())
                .array();
        return ByteBuffer.allocate(content.length + Digest.LENGTH)
                .put(content)
                .put(Digest.sha256(Bytes.wrap(content)).toBytes())
                .array();
    }

    private static byte[] take(ByteBuffer buffer, int length) {
        if (length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }
}
