package io.privicore.application.port;

/** The in-memory database's health. */
public final class InMemoryVitals implements Vitals {

    private final InMemoryDatabase database;

    public InMemoryVitals(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public boolean isUp() {
        return !database.isDown();
    }
}
