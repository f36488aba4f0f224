package io.privicore.bootstrap.journey;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test class of this JVM that asks for it the same platform, started once and stopped at the JVM's last test. */
final class SharedPlatform implements ParameterResolver {

    // A device is to be in step soon after a test has put it out of step, however shortly it was in step before.
    // Nor does it wait for devices of tests that are over, which leave synchronisations without an answer for a minute.
    private static final Map<String, String> SETTINGS =
            Map.of("PRIVICORE_SYNC_DELAY", "200ms", "PRIVICORE_SYNC_REST", "1s", "PRIVICORE_SYNC_AT_ONCE", "100");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Platform.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // Where tests run in several JVMs, each of them is told one class at a time: the root's store lasts no longer.
        Held held = context.getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Held.class, _ -> Held.start(), Held.class);
        return Objects.requireNonNull(held).platform();
    }

    record Held(Platform platform, Path folder) implements AutoCloseable {

        static Held start() {
            try {
                var folder = Files.createTempDirectory("privicore-journey");
                return new Held(Platform.start(folder.resolve("data"), SETTINGS), folder);
            } catch (Exception e) {
                throw new AssertionError("The shared platform does not start", e);
            }
        }

        @Override
        public void close() throws Exception {
            platform.close();
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
