package io.privicore.adapters.amqp.link;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.protocol.message.Codec;
import io.privicore.protocol.message.DeviceMessage;
import io.privicore.protocol.message.MalformedMessage;
import io.privicore.protocol.message.MessageType;
import java.nio.ByteBuffer;
import java.util.UUID;

/** What a device said, as the node that read it tells it to the one that waits for it. */
record PassedOn(DeviceId device, DeviceMessage message) {

    private static final int HEAD = 16 + 1;

    byte[] toBytes() {
        var encoded = Codec.encode(message);
        return ByteBuffer.allocate(HEAD + encoded.length)
                .putLong(device.value().getMostSignificantBits())
                .putLong(device.value().getLeastSignificantBits())
                .put((byte) MessageType.of(message).ordinal())
                .put(encoded)
                .array();
    }

    static PassedOn of(byte[] body) throws MalformedMessage {
        var in = ByteBuffer.wrap(body);
        var device = new DeviceId(new UUID(in.getLong(), in.getLong()));
        var type = MessageType.values()[in.get()];
        var encoded = new byte[in.remaining()];
        in.get(encoded);
        if (Codec.decode(type, encoded) instanceof DeviceMessage message) {
            return new PassedOn(device, message);
        }
        throw new IllegalArgumentException("Expected what a device said, but got " + type);
    }
}
