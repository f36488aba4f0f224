package io.privicore.application.port;

import io.privicore.application.command.CommandId;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Held operations in memory, their payloads as they are. */
public final class InMemoryHeldOperations implements HeldOperations {

    private final InMemoryTable<CommandId, Held> held;

    public InMemoryHeldOperations(InMemoryDatabase database) {
        this.held = database.table();
    }

    @Override
    public void hold(Held operation) {
        if (!held.add(operation.command(), operation)) {
            throw new IllegalStateException(
                    "Expected a command that is not held, but %s is".formatted(operation.command()));
        }
    }

    @Override
    public Optional<Held> find(CommandId command) {
        return held.find(command);
    }

    @Override
    public Optional<Integer> agreed(CommandId command, Instant at) {
        return held.change(command, operation -> {
                    int waiting = operation.waiting() - 1;
                    return with(
                            operation, waiting, waiting == 0 ? Optional.of(at) : Optional.empty(), operation.denied());
                })
                .map(Held::waiting);
    }

    @Override
    public boolean denied(CommandId command, String why) {
        if (held.find(command).flatMap(Held::denied).isPresent()) {
            return false;
        }
        return held.change(
                        command,
                        operation -> with(operation, operation.waiting(), operation.agreedAt(), Optional.of(why)))
                .isPresent();
    }

    @Override
    public boolean take(CommandId command) {
        return held.remove(command).isPresent();
    }

    @Override
    public int count(ProfileId profile, boolean permits) {
        return (int) held.all().stream()
                .filter(operation -> operation.profile().equals(profile) && operation.permit() == permits)
                .count();
    }

    @Override
    public List<CommandId> ofSession(ProfileId profile, UUID session) {
        return held.all().stream()
                .filter(operation -> operation.profile().equals(profile)
                        && operation.session().equals(Optional.of(session)))
                .map(Held::command)
                .toList();
    }

    @Override
    public int forgetPermits(Instant before) {
        return held.removeIf((_, operation) -> operation.permit()
                && operation
                        .agreedAt()
                        .filter(agreed -> agreed.isBefore(before))
                        .isPresent());
    }

    private static Held with(Held held, int waiting, Optional<Instant> agreedAt, Optional<String> denied) {
        return new Held(
                held.command(),
                held.profile(),
                held.operation(),
                held.permit(),
                held.session(),
                held.delegation(),
                held.address(),
                held.traceparent(),
                held.policies(),
                held.payload(),
                held.heldAt(),
                waiting,
                agreedAt,
                denied);
    }
}
