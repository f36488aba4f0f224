package io.privicore.bootstrap.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The compiled classes of all modules, read once. */
@SuppressWarnings("ImmutableEnumChecker")
enum Code {
    PROGRAM("classes"),
    TESTS("test-classes"),
    ALL("classes", "test-classes");

    private static final List<String> MODULES = List.of(
            "domain",
            "application",
            "device-protocol",
            "device",
            "adapters-crypto",
            "adapters-persistence",
            "adapters-amqp",
            "adapters-rest",
            "benchmarks",
            "bootstrap");

    private static final ImportOption NO_CANARIES = location -> !location.contains("/canary/");

    private final List<String> folders;
    private @Nullable JavaClasses classes;

    Code(String... folders) {
        this.folders = List.of(folders);
    }

    synchronized JavaClasses classes() {
        if (classes == null) {
            var paths = MODULES.stream()
                    .flatMap(module -> folders.stream().map(folder -> Path.of("..", module, "target", folder)))
                    .filter(Files::isDirectory)
                    .toList();
            classes = new ClassFileImporter().withImportOption(NO_CANARIES).importPaths(paths);
        }
        return classes;
    }

    /** A canary and what it needs to break its rule: all that lies in its package and below. */
    static JavaClasses flockOf(Class<?> canary) {
        return new ClassFileImporter().importPackages(canary.getPackageName());
    }
}
