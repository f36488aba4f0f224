package io.privicore.application.port;

import io.privicore.application.command.Command;
import io.privicore.application.engine.Operations;
import io.privicore.application.query.Query;
import io.privicore.domain.kernel.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps the very objects and answers what they are known by. */
public final class InMemoryCommandBytes implements CommandBytes {

    private final Map<Object, Bytes> written = new ConcurrentHashMap<>();
    private final AtomicInteger handles = new AtomicInteger();
    private final Map<Bytes, Command> commands = new ConcurrentHashMap<>();

    @Override
    public Bytes write(Command command) {
        var bytes = handle("command", command);
        commands.put(bytes, command);
        return bytes;
    }

    @Override
    public Bytes write(Query<?> query) {
        return handle("query", query);
    }

    @Override
    public Command read(String operation, Bytes bytes) {
        var command = commands.get(bytes);
        if (command == null || !Operations.of(command).value().equals(operation)) {
            throw new IllegalArgumentException("Expected a command of %s, but it is none".formatted(operation));
        }
        return command;
    }

    private Bytes handle(String what, Object record) {
        return written.computeIfAbsent(
                record,
                _ -> Bytes.wrap(
                        "%s-%d".formatted(what, handles.incrementAndGet()).getBytes(StandardCharsets.UTF_8)));
    }
}
