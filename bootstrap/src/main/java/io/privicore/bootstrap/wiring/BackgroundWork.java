package io.privicore.bootstrap.wiring;

import io.privicore.application.engine.DeadlineRunner;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Starts and stops with the node what runs without being asked. */
@Singleton
public class BackgroundWork {

    private final DeadlineRunner deadlines;

    BackgroundWork(DeadlineRunner deadlines) {
        this.deadlines = deadlines;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("deadlines").start(deadlines::run);
    }

    void stop(@Observes ShutdownEvent event) {
        deadlines.stop();
    }
}
