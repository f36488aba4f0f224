package io.privicore.protocol.message;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.message.DeviceMessage.Hello;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under the client secret over a hello and the device it claims to come from. */
final class HelloMac {

    static final int LENGTH = 32;

    private HelloMac() {}

    static Bytes of(Hello hello, String deviceId, Bytes clientSecret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(clientSecret.toArray(), "HmacSHA256"));
            return Bytes.wrap(mac.doFinal(Codec.authenticatedPart(hello, deviceId)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected HMAC-SHA256 on every Java platform", e);
        }
    }

    static boolean matches(Hello hello, String deviceId, Bytes clientSecret) {
        return MessageDigest.isEqual(
                of(hello, deviceId, clientSecret).toArray(), hello.mac().toArray());
    }
}
