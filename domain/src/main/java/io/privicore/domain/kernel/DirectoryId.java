package io.privicore.domain.kernel;

import java.util.UUID;

/** Names a directory. */
public record DirectoryId(UUID value) {

    public static DirectoryId of(String text) {
        return new DirectoryId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
