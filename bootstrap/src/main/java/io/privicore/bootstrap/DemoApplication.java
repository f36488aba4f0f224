package io.privicore.bootstrap;

import io.quarkus.runtime.QuarkusApplication;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Does a job once the platform answers, and ends with it. Quarkus makes this object, so the job is left here for it. */
final class DemoApplication implements QuarkusApplication {

    private static volatile @Nullable IntSupplier job;

    static void does(IntSupplier todo) {
        job = todo;
    }

    @Override
    public int run(String... args) {
        return Objects.requireNonNull(job).getAsInt();
    }
}
