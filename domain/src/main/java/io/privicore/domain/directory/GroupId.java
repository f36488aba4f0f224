package io.privicore.domain.directory;

import java.util.UUID;

/** Names a group of a directory. */
public record GroupId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
