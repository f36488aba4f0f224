package io.privicore.application.query;

import java.util.List;
import java.util.Optional;

/** A table on its way out, a few rows at a time, so that its length costs no memory. For one thread at a time. */
public interface Table {

    /** What the cells of every row are, in their order. */
    List<String> columns();

    /** The next rows, each with a text for every column; nothing after the last. */
    Optional<List<List<String>>> next();
}
