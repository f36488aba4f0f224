package io.privicore.domain.directory;

import java.util.UUID;

/** Names an import of users from a file. */
public record ImportId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
