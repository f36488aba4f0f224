package io.privicore.application.port;

import io.privicore.application.command.CommandId;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.directory.ImportId;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import java.time.Instant;
import java.util.Optional;

/** Imports of users, from the first row that comes in until their reports are forgotten. */
public interface UserImports {

    /** Saves one as it now is. */
    void save(Import taken);

    Optional<Import> find(ImportId id);

    Optional<Import> find(CommandId command);

    /** Within a unit of work it is the caller's alone until that ends. */
    Optional<Import> take(CommandId command);

    Optional<Import> take(ImportId id);

    /** How many imports of the directory there are. Whoever else counts waits until the present unit has ended. */
    Counts count(DirectoryId directory);

    /** Forgets those that were to be kept until before, with at most so many of their rows at a time; within a unit of work. */
    void forgetExpired(Instant before, int rows);

    /**
     * @param open those that have not ended
     * @param kept all of them
     */
    record Counts(long open, long kept) {}

    /** How far an import has come. */
    enum Stage {
        /** Its rows come in. */
        TAKING,
        /** All rows are there, and votes have not ended. */
        WAITING,
        RUNNING,
        DONE,
        /** It ended before its last row. */
        BROKEN_OFF
    }

    /** How many rows became what. */
    record Tally(long created, long updated, long unchanged, long refused) {

        public static final Tally NONE = new Tally(0, 0, 0, 0);

        public Tally plus(Tally more) {
            return new Tally(
                    created + more.created, updated + more.updated, unchanged + more.unchanged, refused + more.refused);
        }
    }

    /** By whose authority it is done, and under which grant where an application acts for the profile. */
    record Submitter(ProfileId profile, Optional<ApplicationId> application, Optional<GrantId> grant) {}

    /**
     * @param reached the line of the last row that was done
     * @param advancedAt when it began or last came on
     * @param keptUntil when it may be forgotten, if anybody can tell
     */
    record Import(
            ImportId id,
            DirectoryId directory,
            Submitter submitter,
            MatchBy matchBy,
            boolean dryRun,
            Optional<CommandId> command,
            Stage stage,
            Optional<Reason> reason,
            long rows,
            long reached,
            Tally tally,
            Instant begunAt,
            Instant advancedAt,
            Optional<Instant> endedAt,
            Optional<Instant> keptUntil) {

        public static Import begin(
                ImportId id,
                DirectoryId directory,
                Submitter submitter,
                MatchBy matchBy,
                boolean dryRun,
                Instant now,
                Instant keptUntil) {
            return new Import(
                    id,
                    directory,
                    submitter,
                    matchBy,
                    dryRun,
                    Optional.empty(),
                    Stage.TAKING,
                    Optional.empty(),
                    0,
                    0,
                    Tally.NONE,
                    now,
                    now,
                    Optional.empty(),
                    Optional.of(keptUntil));
        }

        /** It belongs to a command from now on, waiting for votes or running. */
        public Import under(CommandId owner, Stage next, long all, Instant now) {
            return new Import(
                    id,
                    directory,
                    submitter,
                    matchBy,
                    dryRun,
                    Optional.of(owner),
                    next,
                    reason,
                    all,
                    reached,
                    tally,
                    begunAt,
                    now,
                    endedAt,
                    Optional.empty());
        }

        public Import advanced(long line, Tally more, Instant now) {
            return new Import(
                    id,
                    directory,
                    submitter,
                    matchBy,
                    dryRun,
                    command,
                    stage,
                    reason,
                    rows,
                    line,
                    tally.plus(more),
                    begunAt,
                    now,
                    endedAt,
                    keptUntil);
        }

        /** @param why where it did not come to its last row */
        public Import ended(Optional<Reason> why, Instant now, Instant until) {
            return new Import(
                    id,
                    directory,
                    submitter,
                    matchBy,
                    dryRun,
                    command,
                    why.isPresent() ? Stage.BROKEN_OFF : Stage.DONE,
                    why,
                    rows,
                    reached,
                    tally,
                    begunAt,
                    now,
                    Optional.of(now),
                    Optional.of(until));
        }
    }
}
