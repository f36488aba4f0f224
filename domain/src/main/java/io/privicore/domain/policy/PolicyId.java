package io.privicore.domain.policy;

import java.util.UUID;

/** Names a policy. */
public record PolicyId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
