package io.privicore.bootstrap.wiring;

import io.privicore.application.engine.DeadlineRunner;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Starts and stops with the node what runs without being asked. */
@Singleton
public class BackgroundWork {

    /** After whatever may still refuse to start. */
    private static final int LATE = 3000;

    private final DeadlineRunner deadlines;

    BackgroundWork(DeadlineRunner deadlines) {
        this.deadlines = deadlines;
    }

    void start(@Observes @Priority(LATE) StartupEvent event) {
        Thread.ofVirtual().name("deadlines").start(deadlines::run);
    }

    void stop(@Observes ShutdownEvent event) {
        deadlines.stop();
    }
}
