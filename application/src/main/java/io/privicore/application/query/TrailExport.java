package io.privicore.application.query;

import java.util.List;
import java.util.Optional;

/** A trail on its way out, a few lines at a time, so that its length costs no memory. For one thread at a time. */
@FunctionalInterface
public interface TrailExport {

    /** The next lines, each a JSON object; nothing after the last. */
    Optional<List<String>> next();
}
