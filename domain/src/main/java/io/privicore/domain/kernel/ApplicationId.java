package io.privicore.domain.kernel;

import java.util.UUID;

/** Names an application that profiles let act for them. */
public record ApplicationId(UUID value) {

    public static ApplicationId of(String text) {
        return new ApplicationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
