package io.privicore.adapters.amqp.link;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.protocol.message.Codec;
import io.privicore.protocol.message.DeviceMessage;
import io.privicore.protocol.message.MalformedMessage;
import io.privicore.protocol.message.MessageType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What a device said, as the node that read it tells it to the one that waits for it. */
record PassedOn(DeviceId device, DeviceMessage message) {

    private static final int HEAD = 2 * Long.BYTES + 1;

    byte[] toBytes() {
        var type = MessageType.of(message).wireName().getBytes(StandardCharsets.US_ASCII);
        var encoded = Codec.encode(message);
        return ByteBuffer.allocate(HEAD + type.length + encoded.length)
                .putLong(device.value().getMostSignificantBits())
                .putLong(device.value().getLeastSignificantBits())
                .put((byte) type.length)
                .put(type)
                .put(encoded)
                .array();
    }

    static PassedOn of(byte[] body) throws MalformedMessage {
        var in = ByteBuffer.wrap(body);
        var device = new DeviceId(new UUID(in.getLong(), in.getLong()));
        var name = new byte[in.get()];
        in.get(name);
        var encoded = new byte[in.remaining()];
        in.get(encoded);
        var type = MessageType.find(new String(name, StandardCharsets.US_ASCII)).orElseThrow();
        if (Codec.decode(type, encoded) instanceof DeviceMessage message) {
            return new PassedOn(device, message);
        }
        throw new IllegalArgumentException("Expected what a device said, but got " + type);
    }
}
