package io.privicore.bootstrap;

import io.privicore.bootstrap.embedded.EmbeddedServices;
import io.privicore.bootstrap.embedded.Settings;
import io.privicore.bootstrap.failure.StartFailure;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The order of things: the services, then the application; and back again, whether it ends by itself or by a signal. */
final class Lifecycle {

    private final Settings settings;
    private final Closeable last;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean signalled;
    private volatile @Nullable Throwable failure;

    Lifecycle(Settings settings) {
        this(settings, () -> {});
    }

    /** @param last what to do when everything has ended, however it ended */
    Lifecycle(Settings settings, Closeable last) {
        this.settings = settings;
        this.last = last;
    }

    /**
     * Starts the services, runs the application on them until it ends, and stops them.
     *
     * @throws StartFailure when it did not even start, for a reason that its operator can mend
     */
    int run(Class<? extends QuarkusApplication> application) {
        // A signal ends the JVM as soon as its hooks have ended; this one holds it until all below is undone, from
        // the first moment on.
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitEnd, "await-end"));
        try {
            return runServices(application);
        } finally {
            try {
                last.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                ended.countDown();
            }
        }
    }

    private int runServices(Class<? extends QuarkusApplication> application) {
        AtomicInteger exitCode = new AtomicInteger();
        AtomicReference<@Nullable StartFailure> reason = new AtomicReference<>();
        try (EmbeddedServices services = EmbeddedServices.start(settings)) {
            services.configuration().forEach(System::setProperty);
            if (!signalled) {
                Quarkus.run(application, (code, cause) -> {
                    exitCode.set(code);
                    if (cause != null) {
                        reasonOf(cause).ifPresentOrElse(reason::set, () -> noteFailure(cause));
                    }
                });
            }
        }
        StartFailure explained = reason.get();
        if (explained != null) {
            throw explained;
        }
        return exitCode.get();
    }

    /** What ended the application, if it did not end by itself and nobody was told how to mend it. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private void noteFailure(Throwable cause) {
        failure = cause;
        System.getLogger(Lifecycle.class.getName()).log(Level.ERROR, "The platform ended because of a failure", cause);
    }

    /** What the operator is to be told, and no more than that. */
    private static Optional<StartFailure> reasonOf(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(StartFailure.class::isInstance)
                .map(StartFailure.class::cast)
                .findFirst();
    }

    private void awaitEnd() {
        signalled = true;
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
