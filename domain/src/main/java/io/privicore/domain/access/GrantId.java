package io.privicore.domain.access;

import java.util.UUID;

/** Names what a profile once granted an application, through all the tokens that came of it. */
public record GrantId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
