package io.privicore.protocol.session;

import static io.privicore.protocol.session.UnopenedFrame.Reason.UNDECODABLE;
import static io.privicore.protocol.session.UnopenedFrame.Reason.WRONG_KIND;

import io.privicore.protocol.key.X25519Key;
import io.privicore.protocol.key.X25519KeyPair;
import io.privicore.protocol.message.Codec;
import io.privicore.protocol.message.DeviceMessage.Hello;
import io.privicore.protocol.message.MalformedMessage;
import io.privicore.protocol.message.MessageType;

/** The frame of a device's hello: only the engine reads it; who sent it, its MAC has to show. */
public final class Introduction {

    private Introduction() {}

    public static byte[] seal(Hello hello, X25519Key engine, String deviceId) {
        return Hpke.seal(
                Head.introducing(Suite.X25519_CHACHA20_AES256), info(deviceId), Codec.encode(hello), engine, null);
    }

    public static Hello open(byte[] frame, X25519KeyPair engine, String deviceId) throws UnopenedFrame {
        if (!(Frame.peek(frame) instanceof Frame.Introducing)) {
            throw new UnopenedFrame(WRONG_KIND, "Expected a frame that introduces a device, but got another");
        }
        var content = Hpke.open(frame, Head.COMMON, info(deviceId), engine, null);
        try {
            return (Hello) Codec.decode(MessageType.DEVICE_HELLO, content);
        } catch (MalformedMessage e) {
            throw new UnopenedFrame(UNDECODABLE, String.valueOf(e.getMessage()));
        }
    }

    private static byte[] info(String deviceId) {
        return DeviceName.info("privicore hello", deviceId);
    }
}
