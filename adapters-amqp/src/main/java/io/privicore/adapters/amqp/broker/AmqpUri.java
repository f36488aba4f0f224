package io.privicore.adapters.amqp.broker;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The parts of an AMQP URI, with the defaults that its specification gives them. */
public final class AmqpUri {

    private static final String GUEST = "guest";

    private AmqpUri() {}

    public static boolean isSecure(URI uri) {
        return "amqps".equals(uri.getScheme());
    }

    public static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : isSecure(uri) ? 5671 : 5672;
    }

    public static String virtualHost(URI uri) {
        var path = uri.getRawPath();
        return path == null || path.isEmpty() ? "/" : decoded(path.substring(1));
    }

    public static String user(URI uri) {
        var info = uri.getRawUserInfo();
        return info == null ? GUEST : decoded(info.split(":", 2)[0]);
    }

    public static String password(URI uri) {
        var info = uri.getRawUserInfo();
        return info == null || !info.contains(":") ? GUEST : decoded(info.split(":", 2)[1]);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
