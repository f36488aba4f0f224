package io.privicore.application.port;

import io.privicore.application.UserFiles.Row;
import io.privicore.domain.directory.ImportId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of imports: what they say until they are done, and what became of them from then on. */
public interface ImportRows {

    /**
     * Adds rows to a file that comes in at this moment. Refuses with {@code IMPORT_NOT_FOUND} where it is not there, is a
     * command's already, or was to be forgotten by now: nobody would ever forget these.
     */
    void add(DirectoryId directory, ImportId file, List<Named> rows, Instant now);

    /** Rows after a line that are not done, in the order of the file. */
    List<Pending> pending(DirectoryId directory, ImportId file, long after, int limit);

    /** Puts what became of rows in the place of what they said. */
    void report(DirectoryId directory, ImportId file, List<Result> results);

    /** Forgets what rows say that will not be done. */
    void forgetPending(DirectoryId directory, ImportId file);

    /** What became of rows after a line, in the order of the file. */
    List<Result> reported(DirectoryId directory, ImportId file, long after, int limit);

    /**
     * A row with what tells users apart.
     *
     * @param username as a key, where there is one
     */
    record Named(Row row, Optional<String> username, Optional<String> externalId) {}

    /** @param repeated whether an earlier row of the file has the same username or external id */
    record Pending(Row row, boolean repeated) {}

    /**
     * @param profile whom it is about, where somebody is there
     * @param reason why it was refused
     * @param field which column was at fault, where it was one
     */
    record Result(
            long line, Action action, Optional<ProfileId> profile, Optional<Reason> reason, Optional<String> field) {}

    /** What a row did, or in a dry run would have done. */
    enum Action {
        CREATED,
        UPDATED,
        UNCHANGED,
        REFUSED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
