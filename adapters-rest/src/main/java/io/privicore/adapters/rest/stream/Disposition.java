package io.privicore.adapters.rest.stream;

import io.privicore.domain.kernel.Name;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of a file in {@code Content-Disposition} (RFC 6266, with RFC 8187 for what is not ASCII). */
final class Disposition {

    private static final Pattern EXTENDED =
            Pattern.compile("filename\\*\\s*=\\s*utf-8'[^']*'([^;\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED =
            Pattern.compile("filename\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAIN = Pattern.compile("filename\\s*=\\s*([^;\"\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final String UNRESERVED = "!#$&+-.^_`|~";

    private Disposition() {}

    /** The name a client gives, without any path; nothing where it gives none that can be one. */
    static Optional<Name> fileName(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        return found(EXTENDED, header)
                .flatMap(Disposition::decoded)
                .or(() -> found(QUOTED, header).map(name -> name.replaceAll("\\\\(.)", "$1")))
                .or(() -> found(PLAIN, header))
                .map(name -> name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1))
                .filter(name -> name.chars().noneMatch(Character::isISOControl))
                .flatMap(Disposition::name);
    }

    /** Says that what follows is to be saved, under this name where there is one. */
    static String attachment(Optional<Name> fileName) {
        return fileName.map(name -> "attachment; filename=\"%s\"; filename*=UTF-8''%s"
                        .formatted(ascii(name.value()), encoded(name.value())))
                .orElse("attachment");
    }

    private static Optional<String> found(Pattern pattern, String header) {
        var matcher = pattern.matcher(header);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<String> decoded(String encoded) {
        try {
            return Optional.of(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Name> name(String text) {
        try {
            return Optional.of(new Name(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String ascii(String name) {
        var ascii = new StringBuilder();
        name.codePoints().forEach(point -> {
            boolean safe = point >= ' ' && point < 127 && point != '"' && point != '\\' && point != '/' && point != '%';
            ascii.append(safe ? (char) point : '_');
        });
        return ascii.toString();
    }

    private static String encoded(String name) {
        var encoded = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            boolean isWord = (octet >= '0' && octet <= '9')
                    || (octet >= 'a' && octet <= 'z')
                    || (octet >= 'A' && octet <= 'Z')
                    || (octet > 0 && UNRESERVED.indexOf(octet) >= 0);
            encoded.append(isWord ? String.valueOf((char) octet) : "%%%02X".formatted(octet));
        }
        return encoded.toString();
    }
}
