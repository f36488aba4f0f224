package io.privicore.adapters.rest.fake;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/** It is always the same time. */
@Singleton
public class StoppedClock implements InstantSource {

    @Override
    public Instant instant() {
        return RecordingPrivicore.NOON;
    }
}
