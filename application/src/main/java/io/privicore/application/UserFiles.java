package io.privicore.application;

import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.kernel.DirectoryId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where files of users come in, row by row, so that their length costs no memory. */
public interface UserFiles {

    /** The columns a file may have, besides those that begin with {@link #META}. */
    Set<String> COLUMNS = Set.of("username", "givenName", "familyName", "email", "externalId", "role", "state");

    /** A free field of the user is called what follows. */
    String META = "meta.";

    /** Most rows of a file. */
    int MOST_ROWS = 100_000;

    /**
     * Begins to take a file in. Refuses whoever may not import users there as the import itself would, and with
     * {@code IMPORT_TOO_MANY} where the directory has many that have not ended; {@code OVERLOADED} where many come in here.
     */
    Taking begin(Caller caller, DirectoryId directory, MatchBy matchBy, boolean dryRun);

    /** One file while it comes in. */
    interface Taking extends AutoCloseable {

        /** Keeps the next rows; refuses more than there may be with {@code IMPORT_TOO_LARGE}. */
        void add(List<Row> rows);

        /**
         * The file is whole: submits its import. Where the same request was submitted before, this file is forgotten.
         *
         * @param caller as at the beginning, with the idempotency of the whole request
         * @param digest the SHA-256 of the file, in hexadecimal
         */
        Accepted submit(Caller caller, String digest);

        /** Forgets the file unless it was submitted. */
        @Override
        void close();
    }

    /**
     * @param line where it begins in the file
     * @param cells by column, without those that are blank
     */
    record Row(long line, Map<String, String> cells) {

        public Row {
            cells = Map.copyOf(cells);
        }

        @Override
        public String toString() {
            return "Row[%d]".formatted(line);
        }
    }
}
