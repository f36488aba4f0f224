package io.privicore.application.port;

import io.privicore.application.command.CommandId;
import io.privicore.domain.directory.ImportId;
import io.privicore.domain.kernel.DirectoryId;
import java.time.Instant;
import java.util.Optional;

/** Imports in memory. */
public final class InMemoryUserImports implements UserImports {

    private final InMemoryTable<ImportId, Import> imports;
    private final InMemoryImportRows rows;

    public InMemoryUserImports(InMemoryTable<ImportId, Import> imports, InMemoryImportRows rows) {
        this.imports = imports;
        this.rows = rows;
    }

    @Override
    public void save(Import taken) {
        imports.put(taken.id(), taken);
    }

    @Override
    public Optional<Import> find(ImportId id) {
        return imports.find(id);
    }

    @Override
    public Optional<Import> find(CommandId command) {
        return imports.all().stream()
                .filter(taken -> taken.command().filter(command::equals).isPresent())
                .findFirst();
    }

    @Override
    public Optional<Import> take(CommandId command) {
        return find(command);
    }

    @Override
    public Optional<Import> take(ImportId id) {
        return find(id);
    }

    @Override
    public Counts count(DirectoryId directory) {
        var all = imports.all().stream()
                .filter(taken -> taken.directory().equals(directory))
                .toList();
        return new Counts(
                all.stream().filter(taken -> taken.endedAt().isEmpty()).count(), all.size());
    }

    @Override
    public void forgetExpired(Instant before, int limit) {
        imports.all().stream()
                .filter(taken -> taken.keptUntil()
                        .filter(until -> until.isBefore(before))
                        .isPresent())
                .filter(taken -> rows.forget(taken.directory(), taken.id(), limit))
                .forEach(taken -> imports.remove(taken.id()));
    }
}
