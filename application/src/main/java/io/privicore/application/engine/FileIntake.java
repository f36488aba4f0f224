package io.privicore.application.engine;

import static io.privicore.domain.kernel.Reason.IMPORT_MALFORMED;
import static io.privicore.domain.kernel.Reason.IMPORT_TOO_LARGE;
import static io.privicore.domain.kernel.Reason.IMPORT_TOO_MANY;

import io.privicore.application.Accepted;
import io.privicore.application.Caller;
import io.privicore.application.Privicore;
import io.privicore.application.UserFiles;
import io.privicore.application.command.DirectoryCommand.ImportUsers;
import io.privicore.application.directory.UserRow;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.port.ImportRows;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.port.UserImports;
import io.privicore.application.port.UserImports.Import;
import io.privicore.application.port.UserImports.Stage;
import io.privicore.application.port.UserImports.Submitter;
import io.privicore.application.token.StreamPlaces;
import io.privicore.domain.access.Delegation;
import io.privicore.domain.directory.ImportId;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Refusal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Takes files of users in for commands. Their rows are kept as they come, outside of any command, so that nothing has to
 * hold a whole file; the command that follows names the file and passes the pipeline as any other.
 */
public final class FileIntake implements UserFiles {

    /** How many imports of a directory may not have ended, and how many there may be with those that have. */
    static final int MOST_OPEN = 4;

    static final int MOST_KEPT = 50;

    /** How many come in at once on this node, and how many of one profile: each holds some memory, and a thread. */
    static final int MOST_AT_ONCE = 64;

    static final int SHARE = 16;

    /** How long a file may take to come in. */
    private static final Duration TIME = Duration.ofHours(1);

    private final Authorisation authorisation;
    private final Privicore privicore;
    private final UserImports imports;
    private final ImportRows rows;
    private final Tokens tokens;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private final StreamPlaces places = new StreamPlaces(MOST_AT_ONCE, SHARE);

    public FileIntake(
            Authorisation authorisation,
            Privicore privicore,
            UserImports imports,
            ImportRows rows,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        this.authorisation = authorisation;
        this.privicore = privicore;
        this.imports = imports;
        this.rows = rows;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    @Override
    public Taking begin(Caller caller, DirectoryId directory, MatchBy matchBy, boolean dryRun) {
        var file = new ImportId(tokens.id());
        var wanted = new ImportUsers(directory, file, matchBy, dryRun, 0, "");
        var actor = authorisation.authorise(caller, Operations.of(wanted), wanted);
        var place = places.take();
        try {
            place.giveTo(actor.profile());
            return begin(actor, wanted, place);
        } catch (RuntimeException refused) {
            place.close();
            throw refused;
        }
    }

    private Taking begin(Actor actor, ImportUsers wanted, StreamPlaces.Place place) {
        var directory = wanted.directory();
        var now = clock.instant();
        var begun = Import.begin(
                wanted.file(), directory, submitter(actor), wanted.matchBy(), wanted.dryRun(), now, now.plus(TIME));
        inUnit(() -> {
            var counts = imports.count(directory);
            if (counts.open() >= MOST_OPEN || counts.kept() >= MOST_KEPT) {
                throw new Refusal(
                        IMPORT_TOO_MANY,
                        "Expected fewer than %d imports under way and %d in all, but there are as many"
                                .formatted(MOST_OPEN, MOST_KEPT));
            }
            imports.save(begun);
        });
        return new File(begun, place);
    }

    private static Submitter submitter(Actor actor) {
        return new Submitter(
                actor.profile(), actor.application(), actor.delegation().map(Delegation::grant));
    }

    private void inUnit(Runnable work) {
        unitOfWork.insist(Origin.ENGINE, () -> {
            work.run();
            return true;
        });
    }

    private final class File implements Taking {

        private final Import begun;
        private final StreamPlaces.Place place;
        private int count;

        File(Import begun, StreamPlaces.Place place) {
            this.begun = begun;
            this.place = place;
        }

        @Override
        public void add(List<Row> more) {
            count += more.size();
            if (count > MOST_ROWS) {
                throw new Refusal(
                        IMPORT_TOO_LARGE, "Expected at most %d rows, but there are more".formatted(MOST_ROWS));
            }
            var named = more.stream().map(UserRow::named).toList();
            inUnit(() -> rows.add(begun.directory(), begun.id(), named, clock.instant()));
        }

        @Override
        public Accepted submit(Caller caller, String digest) {
            if (count == 0) {
                throw new Refusal(IMPORT_MALFORMED, "Expected at least one row, but there is none");
            }
            return privicore.submit(
                    caller,
                    new ImportUsers(begun.directory(), begun.id(), begun.matchBy(), begun.dryRun(), count, digest));
        }

        /** What a command has taken over is left alone. */
        @Override
        public void close() {
            place.close();
            inUnit(() -> imports.find(begun.id())
                    .filter(found -> found.stage() == Stage.TAKING)
                    .ifPresent(found -> imports.save(
                            found.ended(Optional.of(IMPORT_MALFORMED), clock.instant(), clock.instant()))));
        }
    }
}
