package io.privicore.application.command;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Names one request for data, beside the command that carries it. It follows from the command's id, so that asking
 * again under the same idempotency key gives the same one.
 */
public record RequestId(UUID value) {

    public static RequestId of(CommandId command) {
        var name = ByteBuffer.allocate(24)
                .putLong(0x72657175657374L)
                .putLong(command.value().getMostSignificantBits())
                .putLong(command.value().getLeastSignificantBits());
        return new RequestId(UUID.nameUUIDFromBytes(name.array()));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
