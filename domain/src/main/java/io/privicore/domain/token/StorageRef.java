package io.privicore.domain.token;

import java.util.UUID;

/** The random name under which devices hold one version of some data; it says nothing of token or owner. */
public record StorageRef(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
