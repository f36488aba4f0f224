package io.privicore.application.port;

import io.privicore.application.command.CommandId;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Synchronisations in memory. */
public final class InMemoryDeviceSyncs implements DeviceSyncs {

    private final InMemoryDatabase database;
    private final InMemoryTable<DeviceId, Row> rows;

    public InMemoryDeviceSyncs(InMemoryDatabase database) {
        this.database = database;
        this.rows = database.table();
    }

    @Override
    public Answer request(ProfileId owner, DeviceId device, boolean deep, Optional<CommandId> command, Instant at) {
        return database.locked(() -> {
            var row = rows.find(device).orElse(new Row(owner, Wanted.NOTHING, Optional.empty(), Wanted.NOTHING, at));
            if (command.isPresent() && row.commands() >= MOST_COMMANDS) {
                return Answer.TOO_MANY;
            }
            boolean waits = row.run().isEmpty();
            rows.put(
                    device,
                    waits
                            ? row.with(row.now().and(deep, command))
                            : row.followedBy(row.after().and(deep, command)));
            return waits ? Answer.WAITS : Answer.FOLLOWS;
        });
    }

    @Override
    public void repeat(DeviceId device) {
        rows.change(
                device,
                row -> row.run().isPresent() ? row.followedBy(row.after().and(false, Optional.empty())) : row);
    }

    @Override
    public Optional<Sync> begin(DeviceId device, UUID run, Instant at) {
        return rows.find(device).map(row -> {
            var sync = new Sync(
                    row.owner(),
                    device,
                    row.now().deep(),
                    row.now().commands(),
                    !row.now().begun(),
                    row.now().next(),
                    row.now().figures(),
                    row.advancedAt());
            rows.put(device, new Row(row.owner(), row.now().atWork(), Optional.of(run), row.after(), row.advancedAt()));
            return sync;
        });
    }

    @Override
    public boolean holds(DeviceId device, UUID run) {
        return rows.find(device).flatMap(Row::run).filter(run::equals).isPresent();
    }

    @Override
    public boolean advance(DeviceId device, UUID run, int next, Figures figures, Instant at) {
        return database.locked(() -> {
            boolean holds = holds(device, run);
            if (holds) {
                rows.change(
                        device, row -> new Row(row.owner(), row.now().at(next, figures), row.run(), row.after(), at));
            }
            return holds;
        });
    }

    @Override
    public void pause(DeviceId device, UUID run) {
        database.locked(() -> {
            if (holds(device, run)) {
                rows.change(
                        device,
                        row -> new Row(row.owner(), row.now(), Optional.empty(), row.after(), row.advancedAt()));
            }
            return true;
        });
    }

    @Override
    public Optional<Next> finish(DeviceId device, UUID run, Instant at) {
        return database.locked(() -> {
            if (!holds(device, run)) {
                return Optional.empty();
            }
            var row = rows.remove(device).orElseThrow();
            if (!row.after().wanted()) {
                return Optional.of(Next.NOTHING);
            }
            rows.put(device, new Row(row.owner(), row.after(), Optional.empty(), Wanted.NOTHING, at));
            return Optional.of(row.after().commands().isEmpty() ? Next.AUTOMATIC : Next.COMMANDED);
        });
    }

    private record Wanted(
            boolean wanted, boolean deep, List<CommandId> commands, boolean begun, int next, Figures figures) {

        private static final Wanted NOTHING = new Wanted(false, false, List.of(), false, 0, Figures.NONE);

        Wanted and(boolean deeply, Optional<CommandId> command) {
            var all = new ArrayList<>(commands);
            command.ifPresent(all::add);
            return new Wanted(true, deep || deeply, List.copyOf(all), begun, next, figures);
        }

        Wanted atWork() {
            return new Wanted(wanted, deep, commands, true, next, figures);
        }

        Wanted at(int to, Figures found) {
            return new Wanted(wanted, deep, commands, begun, to, found);
        }
    }

    private record Row(ProfileId owner, Wanted now, Optional<UUID> run, Wanted after, Instant advancedAt) {

        int commands() {
            return now.commands().size() + after.commands().size();
        }

        Row with(Wanted wanted) {
            return new Row(owner, wanted, run, after, advancedAt);
        }

        Row followedBy(Wanted wanted) {
            return new Row(owner, now, run, wanted, advancedAt);
        }
    }
}
