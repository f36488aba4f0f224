package io.privicore.application.directory;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.UserFiles.Row;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DirectoryCommand.UpdateUser;
import io.privicore.application.query.DirectoryQuery.ExportUsers;
import io.privicore.application.query.DirectoryQuery.ImportView;
import io.privicore.application.query.DirectoryQuery.ReportImport;
import io.privicore.application.query.DirectoryQuery.RetrieveImport;
import io.privicore.application.query.Table;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.Username;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** An organisation into which files of users come, and what its owner sees of that. */
class ImportSituation {

    final DirectorySituation situation = new DirectorySituation();
    final PlatformInMemory platform = situation.platform;

    static final String DONE =
            "{\"rows\":%d,\"created\":%d,\"updated\":%d,\"unchanged\":%d,\"refused\":%d,\"dryRun\":%b}";

    @SafeVarargs
    final CommandId run(Map<String, String>... rows) {
        return run(situation.owner, MatchBy.USERNAME, false, rows);
    }

    @SafeVarargs
    final CommandId run(Caller caller, MatchBy matchBy, boolean dryRun, Map<String, String>... rows) {
        var command = hand(caller, matchBy, dryRun, rows);
        platform.settle();
        return command;
    }

    @SafeVarargs
    final CommandId hand(Caller caller, MatchBy matchBy, boolean dryRun, Map<String, String>... rows) {
        try (var taking = platform.files.begin(caller, situation.directory, matchBy, dryRun)) {
            taking.add(IntStream.range(0, rows.length)
                    .mapToObj(i -> new Row(i + 2, rows[i]))
                    .toList());
            return taking.submit(caller, "00").command();
        }
    }

    final String body(CommandId command) {
        return platform.outcome(situation.owner, command).body().orElseThrow();
    }

    final ImportView progress(CommandId command) {
        return platform.ask(situation.owner, new RetrieveImport(situation.directory, command));
    }

    final List<List<String>> report(CommandId command) {
        return rows(platform.ask(situation.owner, new ReportImport(situation.directory, command)));
    }

    static List<List<String>> rows(Table table) {
        var rows = new ArrayList<List<String>>();
        for (var some = table.next(); some.isPresent(); some = table.next()) {
            rows.addAll(some.get());
        }
        return rows;
    }

    /** The rows of an export as an import reads them. */
    @SuppressWarnings("unchecked")
    final Map<String, String>[] exported() {
        var table = platform.ask(situation.owner, new ExportUsers(situation.directory));
        return rows(table).stream()
                .map(cells -> {
                    Map<String, String> row = new HashMap<>();
                    for (int i = 0; i < cells.size(); i++) {
                        if (!cells.get(i).isBlank()) {
                            row.put(table.columns().get(i), cells.get(i));
                        }
                    }
                    return row;
                })
                .toArray(Map[]::new);
    }

    final UpdateUser describing(ProfileId profile, Map<String, Object> meta) {
        return new UpdateUser(
                situation.directory,
                profile,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Metadata(meta));
    }

    final ProfileId profileOf(String username) {
        return platform.ports
                .profiles()
                .find(new Username(username))
                .orElseThrow()
                .id();
    }

    @SuppressWarnings("unchecked")
    static Map<String, String>[] users(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Map.of("username", "user-" + i))
                .toArray(Map[]::new);
    }
}
