package io.privicore.domain.directory;

import java.util.regex.Pattern;

/**
 * What a directory is called in addresses: 2–32 lower-case letters, digits and hyphens, no hyphen at either end; unique
 * on the platform.
 */
public record ShortName(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}[a-z0-9]");

    public ShortName {
        value = value.strip();
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Expected 2 to 32 lower-case letters, digits or hyphens, no hyphen at either end");
        }
    }
}
