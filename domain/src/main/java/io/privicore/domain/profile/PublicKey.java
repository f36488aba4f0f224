package io.privicore.domain.profile;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A Curve25519 key in the signed form of the contract: {@value #LENGTH} hex digits for version tag, key and checksum.
 * Only the form is checked here; whether the checksum fits and the point is sound needs cryptography.
 */
public record PublicKey(String hex) {

    public static final int LENGTH = 200;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{" + LENGTH + "}");

    public PublicKey {
        hex = hex.strip().toLowerCase(Locale.ROOT);
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("Expected a public key of %d hex digits".formatted(LENGTH));
        }
    }
}
