package io.privicore.application.query;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param count all that match, on every page
 */
public record Page<T>(List<T> items, long count, Paging paging) {

    public Page {
        items = List.copyOf(items);
    }

    public long pages() {
        return (count + paging.perPage() - 1) / paging.perPage();
    }

    public <U> Page<U> map(Function<? super T, ? extends U> view) {
        return new Page<>(items.stream().<U>map(view).toList(), count, paging);
    }
}
