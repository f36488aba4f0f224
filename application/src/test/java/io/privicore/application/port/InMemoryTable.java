package io.privicore.application.port;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** Rows by key in the order in which they came. Every use holds the database's lock. */
final class InMemoryTable<K, V> {

    private final InMemoryDatabase database;
    private Map<K, V> rows = new LinkedHashMap<>();

    InMemoryTable(InMemoryDatabase database) {
        this.database = database;
    }

    Optional<V> find(K key) {
        return database.locked(() -> Optional.ofNullable(rows.get(key)));
    }

    List<V> all() {
        return database.locked(() -> List.copyOf(rows.values()));
    }

    List<Map.Entry<K, V>> entries() {
        return database.locked(() -> List.copyOf(new LinkedHashMap<>(rows).entrySet()));
    }

    void put(K key, V value) {
        database.locked(() -> rows.put(key, value));
    }

    /** Puts the row unless there is one; answers whether it did. */
    boolean add(K key, V value) {
        return database.locked(() -> rows.putIfAbsent(key, value) == null);
    }

    Optional<V> change(K key, UnaryOperator<V> change) {
        return database.locked(() -> Optional.ofNullable(rows.computeIfPresent(key, (_, row) -> change.apply(row))));
    }

    Optional<V> remove(K key) {
        return database.locked(() -> Optional.ofNullable(rows.remove(key)));
    }

    int removeIf(BiPredicate<K, V> condition) {
        return database.locked(() -> {
            var gone = new ArrayList<K>();
            rows.forEach((key, value) -> {
                if (condition.test(key, value)) {
                    gone.add(key);
                }
            });
            gone.forEach(rows::remove);
            return gone.size();
        });
    }

    /** What puts the table back to how it is now. */
    Runnable snapshot() {
        var kept = new LinkedHashMap<>(rows);
        return () -> rows = kept;
    }
}
