package io.privicore.application.engine;

import io.privicore.application.command.Command;
import io.privicore.application.command.DirectoryOperation;
import io.privicore.application.command.Operation;
import io.privicore.application.query.Query;
import io.privicore.domain.directory.Right;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every command and query by its declaration. A record without one, or a name used twice, fails at the first use. */
public final class Operations {

    private static final Map<Class<?>, Operation> DECLARED = declared();

    private Operations() {}

    public static Operation of(Command command) {
        return get(command.getClass());
    }

    public static Operation of(Query<?> query) {
        return get(query.getClass());
    }

    /** All operations there are, by their records. */
    public static Map<Class<?>, Operation> all() {
        return DECLARED;
    }

    private static Operation get(Class<?> type) {
        var operation = DECLARED.get(type);
        if (operation == null) {
            throw new IllegalStateException("Expected %s to be declared, but it is not".formatted(type));
        }
        return operation;
    }

    private static Map<Class<?>, Operation> declared() {
        Map<Class<?>, Operation> operations = new HashMap<>();
        Map<String, Class<?>> names = new HashMap<>();
        Stream.of(Command.class, Query.class).flatMap(Operations::records).forEach(type -> {
            var operation = type.getAnnotation(Operation.class);
            if (operation == null) {
                throw new IllegalStateException("Expected @Operation on %s, but there is none".formatted(type));
            }
            if ((operation.directory() == Right.NONE) == DirectoryOperation.class.isAssignableFrom(type)) {
                throw new IllegalStateException(
                        "Expected %s to declare a right exactly if it is an operation on one directory"
                                .formatted(type));
            }
            var other = names.put(operation.value(), type);
            if (other != null) {
                throw new IllegalStateException("Expected %s to name one operation, but it names %s and %s"
                        .formatted(operation.value(), other, type));
            }
            operations.put(type, operation);
        });
        return Collections.unmodifiableMap(operations);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? List.of(type.getPermittedSubclasses()).stream().flatMap(Operations::records)
                : Stream.of(type);
    }
}
