package io.privicore.application.port;

import io.privicore.application.command.CommandId;
import io.privicore.application.event.CommandEvent;
import io.privicore.application.query.CommandState;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Commands in memory, results as they are. */
public final class InMemoryCommands implements Commands {

    private static final Duration CLAIMED = Duration.ofDays(1);
    private static final int EXPLANATION = 500;

    private final InMemoryDatabase database;
    private final InMemoryTable<CommandId, String> explanations;

    public InMemoryCommands(InMemoryDatabase database) {
        this.database = database;
        this.explanations = database.table();
    }

    @Override
    public void record(Entry entry) {
        database.locked(() -> {
            if (!database.commands.add(entry.id(), entry)) {
                throw new IllegalStateException("Expected a fresh command, but %s is there".formatted(entry.id()));
            }
            tell(entry);
            return entry;
        });
    }

    @Override
    public Optional<Entry> settle(CommandId id, CommandState state, Optional<String> body, Instant at) {
        return database.locked(() -> {
            var open = database.commands.find(id).filter(entry -> entry.state() == CommandState.STARTED);
            var settled = open.map(entry -> new Entry(
                    id,
                    entry.submitter(),
                    entry.operation(),
                    state,
                    body,
                    entry.submittedAt(),
                    Optional.of(at),
                    entry.application()));
            settled.ifPresent(entry -> {
                database.commands.put(id, entry);
                tell(entry);
            });
            return settled;
        });
    }

    @Override
    public Optional<Entry> complete(CommandId id, String body) {
        return database.locked(() -> {
            var bare = database.commands
                    .find(id)
                    .filter(entry -> entry.state() == CommandState.SUCCEEDED
                            && entry.body().isEmpty());
            var completed = bare.map(entry -> new Entry(
                    id,
                    entry.submitter(),
                    entry.operation(),
                    entry.state(),
                    Optional.of(body),
                    entry.submittedAt(),
                    entry.settledAt(),
                    entry.application()));
            completed.ifPresent(entry -> database.commands.put(id, entry));
            return completed;
        });
    }

    @Override
    public void explain(CommandId id, String detail) {
        database.commands
                .find(id)
                .ifPresent(_ -> explanations.put(id, detail.substring(0, Math.min(detail.length(), EXPLANATION))));
    }

    @Override
    public Optional<String> explanation(CommandId id) {
        return explanations.find(id);
    }

    @Override
    public Optional<Entry> find(CommandId id) {
        return database.commands.find(id);
    }

    @Override
    public Optional<Claim> claim(
            ProfileId submitter, TokenHash key, TokenHash request, CommandId command, Instant now) {
        return database.locked(() -> {
            var standing = claimed(submitter, key, now);
            if (standing.isEmpty()) {
                database.claims.put(new Key(submitter, key), new Claimed(new Claim(command, request), now));
            }
            return standing;
        });
    }

    @Override
    public Optional<Claim> claimed(ProfileId submitter, TokenHash key, Instant now) {
        return database.claims
                .find(new Key(submitter, key))
                .filter(claimed -> !claimed.at().isBefore(now.minus(CLAIMED)))
                .map(Claimed::claim);
    }

    @Override
    public int forgetClaims(Instant before) {
        return database.claims.removeIf((_, claimed) -> claimed.at().isBefore(before));
    }

    private void tell(Entry entry) {
        switch (entry.state()) {
            case STARTED -> {}
            case SUCCEEDED ->
                database.append(new CommandEvent.Succeeded(entry.submitter(), entry.id(), entry.operation()));
            case REJECTED ->
                database.append(new CommandEvent.Rejected(
                        entry.submitter(),
                        entry.id(),
                        entry.operation(),
                        entry.body().orElse("")));
        }
    }

    record Key(ProfileId submitter, TokenHash key) {}

    record Claimed(Claim claim, Instant at) {}
}
