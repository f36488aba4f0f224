package io.privicore.protocol.session;

import io.privicore.protocol.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The device a frame belongs to, as it is bound into the frame: a frame for one device opens at no other. */
final class DeviceName {

    private static final int LONGEST = 255;

    private DeviceName() {}

    static Bytes of(String deviceId) {
        var name = deviceId.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length > LONGEST) {
            throw new IllegalArgumentException(
                    "Expected a device identifier of 1 to %d bytes, but got %d".formatted(LONGEST, name.length));
        }
        return Bytes.wrap(ByteBuffer.allocate(2 + name.length)
                .putShort((short) name.length)
                .put(name)
                .array());
    }

    /** What an HPKE context is for: a label, and the device. */
    static byte[] info(String label, String deviceId) {
        var prefix = label.getBytes(StandardCharsets.US_ASCII);
        var device = of(deviceId);
        var info = Arrays.copyOf(prefix, prefix.length + device.length());
        device.copyTo(info, prefix.length);
        return info;
    }
}
