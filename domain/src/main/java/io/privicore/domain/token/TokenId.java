package io.privicore.domain.token;

import java.util.UUID;

/** Names a data token inside of the engine; it is not the token and grants nothing. */
public record TokenId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
