package io.privicore.application.port;

import java.util.Optional;

/** Traces of a key store in memory, among them the placements of the same database. */
public final class InMemoryKeyTraces implements KeyTraces {

    private final InMemoryDatabase database;
    private final InMemoryTable<Boolean, String> noted;

    public InMemoryKeyTraces(InMemoryDatabase database) {
        this.database = database;
        this.noted = database.table();
    }

    @Override
    public Optional<String> fingerprint() {
        return noted.find(true);
    }

    @Override
    public String note(String fingerprint) {
        noted.add(true, fingerprint);
        return fingerprint().orElseThrow();
    }

    @Override
    public boolean wrappedBeyond(int keyVersion) {
        return database.placements.all().stream()
                .anyMatch(placed -> placed.placement().key().keyVersion() > keyVersion);
    }
}
