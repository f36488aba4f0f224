package io.privicore.bootstrap.wiring;

import io.privicore.application.audit.AuditHandler;
import io.privicore.application.audit.Auditing;
import io.privicore.application.audit.Chainer;
import io.privicore.application.audit.FurtherTrails;
import io.privicore.application.port.AuditTrails;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.TrailSeals;
import io.privicore.application.port.UnitOfWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Builds the part of the application that keeps the audit trails. */
@Singleton
public class AuditWiring {

    void start(@Observes StartupEvent event, Chainer chainer) {
        Thread.ofVirtual().name("audit-chainer").start(chainer::run);
    }

    void stop(@Observes ShutdownEvent event, Chainer chainer) {
        chainer.stop();
    }

    @Produces
    @Singleton
    Auditing auditing(
            AuditTrails trails, Tokens tokens, UnitOfWork unitOfWork, InstantSource clock, EngineSettings settings) {
        return new Auditing(
                trails,
                FurtherTrails.OF_DIRECTORY,
                tokens,
                unitOfWork,
                clock,
                settings.audit().enabled());
    }

    @Produces
    @Singleton
    Chainer chainer(AuditTrails trails, TrailSeals seals, InstantSource clock, EngineSettings settings) {
        return new Chainer(trails, seals, clock, settings.audit().retention());
    }

    @Produces
    @Singleton
    AuditHandler auditHandler(AuditTrails trails, TrailSeals seals) {
        return new AuditHandler(trails, seals);
    }
}
