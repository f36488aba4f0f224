package io.privicore.adapters.rest.view;

import io.privicore.application.query.Page;
import java.util.function.Function;

/** A page of a longer list, with what a caller needs to turn it. */
public final class Pages {

    private Pages() {}

    public static <T> Json of(Page<T> page, Function<? super T, Json> view) {
        return Json.of("items", Json.list(page.items(), view))
                .with(
                        "meta",
                        Json.of("count", page.count())
                                .with("page", page.paging().page())
                                .with("perPage", page.paging().perPage())
                                .with("pages", page.pages()));
    }
}
