package io.privicore.application.port;

import static io.privicore.domain.kernel.Reason.IMPORT_NOT_FOUND;

import io.privicore.application.UserFiles.Row;
import io.privicore.application.port.UserImports.Import;
import io.privicore.application.port.UserImports.Stage;
import io.privicore.domain.directory.ImportId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Refusal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The rows of imports in memory. */
public final class InMemoryImportRows implements ImportRows {

    private final InMemoryTable<Key, Kept> rows;
    private final InMemoryTable<ImportId, Import> imports;

    private record Key(DirectoryId directory, ImportId file, long line) {}

    private record Kept(Named named, Optional<Result> result) {}

    public InMemoryImportRows(InMemoryDatabase database, InMemoryTable<ImportId, Import> imports) {
        this.rows = database.table();
        this.imports = imports;
    }

    @Override
    public void add(DirectoryId directory, ImportId file, List<Named> more, Instant now) {
        boolean comesIn = imports.find(file)
                .filter(found -> found.directory().equals(directory)
                        && found.stage() == Stage.TAKING
                        && found.keptUntil().filter(now::isBefore).isPresent())
                .isPresent();
        if (!comesIn) {
            throw new Refusal(IMPORT_NOT_FOUND, "Expected file %s, but there is none".formatted(file));
        }
        more.forEach(
                named -> rows.put(new Key(directory, file, named.row().line()), new Kept(named, Optional.empty())));
    }

    @Override
    public List<Pending> pending(DirectoryId directory, ImportId file, long after, int limit) {
        return after(directory, file, after)
                .filter(entry -> entry.getValue().result().isEmpty())
                .limit(limit)
                .map(entry -> new Pending(
                        entry.getValue().named().row(),
                        isRepeated(entry.getKey(), entry.getValue().named())))
                .toList();
    }

    @Override
    public void report(DirectoryId directory, ImportId file, List<Result> results) {
        results.forEach(result -> rows.change(
                new Key(directory, file, result.line()),
                kept -> new Kept(
                        new Named(
                                new Row(result.line(), Map.of()),
                                kept.named().username(),
                                kept.named().externalId()),
                        Optional.of(result))));
    }

    @Override
    public List<Result> reported(DirectoryId directory, ImportId file, long after, int limit) {
        return after(directory, file, after)
                .flatMap(entry -> entry.getValue().result().stream())
                .limit(limit)
                .toList();
    }

    @Override
    public void forgetPending(DirectoryId directory, ImportId file) {
        rows.removeIf((key, kept) -> key.directory().equals(directory)
                && key.file().equals(file)
                && kept.result().isEmpty());
    }

    /** Forgets up to so many rows; answers whether none is left. */
    boolean forget(DirectoryId directory, ImportId file, int limit) {
        var some =
                after(directory, file, -1).limit(limit).map(Map.Entry::getKey).toList();
        some.forEach(rows::remove);
        return after(directory, file, -1).findAny().isEmpty();
    }

    private Stream<Map.Entry<Key, Kept>> after(DirectoryId directory, ImportId file, long line) {
        return rows.entries().stream()
                .filter(entry -> entry.getKey().directory().equals(directory)
                        && entry.getKey().file().equals(file)
                        && entry.getKey().line() > line)
                .sorted(Comparator.comparingLong(entry -> entry.getKey().line()));
    }

    private boolean isRepeated(Key key, Named named) {
        return rows.entries().stream()
                .filter(entry -> entry.getKey().directory().equals(key.directory())
                        && entry.getKey().file().equals(key.file())
                        && entry.getKey().line() < key.line())
                .map(entry -> entry.getValue().named())
                .anyMatch(earlier ->
                        same(earlier.username(), named.username()) || same(earlier.externalId(), named.externalId()));
    }

    private static boolean same(Optional<String> one, Optional<String> other) {
        return one.isPresent() && one.equals(other);
    }
}
