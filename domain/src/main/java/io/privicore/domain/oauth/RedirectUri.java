package io.privicore.domain.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an application gets its codes: https, or http on the machine of whoever uses it. Kept and compared to the last
 * character (RFC 9700), so that there is nothing to normalise and nothing to get wrong.
 */
public record RedirectUri(String value) {

    public static final int MAX = 2000;

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    public RedirectUri {
        if (value.length() > MAX || !isPlain(value)) {
            throw new IllegalArgumentException("Expected a URI of at most %d characters".formatted(MAX));
        }
        var uri = uri(value);
        var scheme = lower(uri.getScheme());
        var host = lower(uri.getHost());
        if (host.isEmpty() || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("Expected a URI with a host, and without a user or a fragment");
        }
        if (!scheme.equals("https") && !(scheme.equals("http") && LOOPBACK.contains(host))) {
            throw new IllegalArgumentException("Expected https, or http on 127.0.0.1, [::1] or localhost");
        }
    }

    private static boolean isPlain(String value) {
        return value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
    }

    private static URI uri(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Expected a URI, but it is none", e);
        }
    }

    private static String lower(@Nullable String part) {
        return part == null ? "" : part.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
