package io.privicore.application.directory;

import static io.privicore.domain.kernel.Reason.DIRECTORY_TOO_MANY;
import static io.privicore.domain.kernel.Reason.IMPORT_NOT_FOUND;

import io.privicore.application.UserFiles;
import io.privicore.application.command.CommandId;
import io.privicore.application.port.ImportRows;
import io.privicore.application.port.ImportRows.Result;
import io.privicore.application.port.UserBatches;
import io.privicore.application.port.UserBatches.Listed;
import io.privicore.application.port.UserImports;
import io.privicore.application.port.UserImports.Import;
import io.privicore.application.query.DirectoryQuery.ImportView;
import io.privicore.application.query.DirectoryQuery.ReportImport;
import io.privicore.application.query.DirectoryQuery.RetrieveImport;
import io.privicore.application.query.Table;
import io.privicore.domain.directory.Email;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The users of a directory, and what became of imports, as tables of any length. */
public final class UserTables {

    /** Most free fields of a directory's users that are columns. */
    static final int MOST_COLUMNS = 1_000;

    private static final int BATCH = 500;

    private static final List<String> OF_USERS =
            List.of("username", "givenName", "familyName", "email", "externalId", "role", "state");
    private static final List<String> OF_REPORT = List.of("line", "action", "profileId", "reason", "column");

    private final UserBatches users;
    private final UserImports imports;
    private final ImportRows rows;

    public UserTables(UserBatches users, UserImports imports, ImportRows rows) {
        this.users = users;
        this.imports = imports;
        this.rows = rows;
    }

    Table users(DirectoryId directory) {
        var fields = users.metaFields(directory, MOST_COLUMNS + 1);
        if (fields.size() > MOST_COLUMNS) {
            throw new Refusal(
                    DIRECTORY_TOO_MANY,
                    "Expected users with %d different free fields, but there are more".formatted(MOST_COLUMNS));
        }
        return new Users(directory, fields);
    }

    ImportView progress(RetrieveImport query) {
        var file = of(query.directory(), query.command());
        var done = file.tally();
        return new ImportView(
                query.command(),
                file.matchBy(),
                file.dryRun(),
                file.stage().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                file.reason().map(Reason::key),
                file.rows(),
                done.created(),
                done.updated(),
                done.unchanged(),
                done.refused(),
                file.begunAt(),
                file.endedAt(),
                file.keptUntil());
    }

    Table report(ReportImport query) {
        return new Report(of(query.directory(), query.command()));
    }

    private Import of(DirectoryId directory, CommandId command) {
        return imports.find(command)
                .filter(found -> found.directory().equals(directory))
                .orElseThrow(() -> new Refusal(
                        IMPORT_NOT_FOUND, "Expected the import of command %s, but there is none".formatted(command)));
    }

    private final class Users implements Table {

        private final DirectoryId directory;
        private final List<String> fields;
        private Optional<Listed> last = Optional.empty();

        Users(DirectoryId directory, List<String> fields) {
            this.directory = directory;
            this.fields = List.copyOf(fields);
        }

        @Override
        public List<String> columns() {
            return Stream.concat(OF_USERS.stream(), fields.stream().map(UserFiles.META::concat))
                    .toList();
        }

        @Override
        public Optional<List<List<String>>> next() {
            var page = users.after(directory, last, BATCH);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            last = Optional.of(page.getLast());
            return Optional.of(page.stream().map(this::cells).toList());
        }

        private List<String> cells(Listed user) {
            var person = user.person();
            var cells = new ArrayList<>(List.of(
                    user.username().value(),
                    person.givenName().map(Name::value).orElse(""),
                    person.familyName().map(Name::value).orElse(""),
                    person.email().map(Email::value).orElse(""),
                    person.externalId().map(Name::value).orElse(""),
                    user.role().wire(),
                    user.state().name().toLowerCase(Locale.ROOT)));
            for (var field : fields) {
                var value = person.meta().fields().get(field);
                cells.add(value == null ? "" : MetaText.of(value));
            }
            return cells;
        }
    }

    private final class Report implements Table {

        private final Import file;
        private long last;

        Report(Import file) {
            this.file = file;
        }

        @Override
        public List<String> columns() {
            return OF_REPORT;
        }

        @Override
        public Optional<List<List<String>>> next() {
            var page = rows.reported(file.directory(), file.id(), last, BATCH);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            last = page.getLast().line();
            return Optional.of(page.stream().map(Report::cells).toList());
        }

        private static List<String> cells(Result result) {
            return List.of(
                    Long.toString(result.line()),
                    result.action().wire(),
                    result.profile().map(ProfileId::toString).orElse(""),
                    result.reason().map(Reason::key).orElse(""),
                    result.field().orElse(""));
        }
    }
}
