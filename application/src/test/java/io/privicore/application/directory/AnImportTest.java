package io.privicore.application.directory;

import static io.privicore.application.directory.DirectorySituation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.UserFiles;
import io.privicore.application.UserFiles.Row;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DirectoryCommand.UpdateUser;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.DirectoryQuery.ExportUsers;
import io.privicore.application.query.DirectoryQuery.ImportView;
import io.privicore.application.query.DirectoryQuery.ReportImport;
import io.privicore.application.query.DirectoryQuery.RetrieveImport;
import io.privicore.application.query.Table;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.profile.Username;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class AnImportTest {

    private final DirectorySituation situation = new DirectorySituation();
    private final PlatformInMemory platform = situation.platform;

    private static final String DONE =
            "{\"rows\":%d,\"created\":%d,\"updated\":%d,\"unchanged\":%d,\"refused\":%d,\"dryRun\":%b}";

    @Test
    void createsUsersThatTheDirectoryManages() {
        var command = run(
                Map.of(
                        "username", "ada",
                        "givenName", "Ada",
                        "familyName", "Lovelace",
                        "email", "ada@acme.example",
                        "externalId", "E-1",
                        "role", "auditor",
                        "meta.team", "blue"),
                Map.of("username", "bob", "state", "suspended"));

        assertThat(body(command)).isEqualTo(DONE.formatted(2, 2, 0, 0, 0, false));
        var ada = situation.view(profileOf("ada")).orElseThrow();
        assertThat(ada.managed()).isTrue();
        assertThat(ada.role()).isEqualTo(Role.AUDITOR);
        assertThat(ada.familyName()).contains("Lovelace");
        assertThat(ada.meta()).isEqualTo(new Metadata(Map.of("team", "blue")));
        assertThat(situation.view(profileOf("bob")).orElseThrow().state()).isEqualTo(MemberState.SUSPENDED);
        assertThat(report(command))
                .containsExactly(
                        List.of("2", "created", profileOf("ada").toString(), "", ""),
                        List.of("3", "created", profileOf("bob").toString(), "", ""));
    }

    @Test
    void changesWhoIsThereAndLeavesWhatARowDoesNotSay() {
        run(Map.of("username", "ada", "givenName", "Ada", "familyName", "Lovelace", "meta.team", "blue"));

        var command = run(Map.of("username", "ADA", "familyName", "King", "meta.floor", "3", "role", "auditor"));

        assertThat(body(command)).isEqualTo(DONE.formatted(1, 0, 1, 0, 0, false));
        var ada = situation.view(profileOf("ada")).orElseThrow();
        assertThat(ada.givenName()).contains("Ada");
        assertThat(ada.familyName()).contains("King");
        assertThat(ada.meta().fields()).isEqualTo(Map.of("team", "blue", "floor", "3"));
        assertThat(ada.username()).isEqualTo("ada");
    }

    @Test
    void doesNothingTwice() {
        run(Map.of("username", "ada", "familyName", "King", "externalId", "E-1"));
        int events = platform.outbox.types().size();

        var command = run(Map.of("username", "ada", "familyName", "King", "externalId", "E-1"));

        assertThat(body(command)).isEqualTo(DONE.formatted(1, 0, 0, 1, 0, false));
        assertThat(platform.outbox.types().stream().skip(events).filter(type -> type.startsWith("directory.")))
                .isEmpty();
    }

    @Test
    void knowsUsersByTheirExternalIdsAndRenamesThem() {
        run(Map.of("username", "ada", "externalId", "E-1"));

        var command = run(
                situation.owner,
                MatchBy.EXTERNAL_ID,
                false,
                Map.of("username", "countess", "externalId", "E-1"),
                Map.of("username", "bob", "externalId", "E-2"),
                Map.of("username", "ada", "externalId", "E-3"));

        assertThat(report(command)).extracting(row -> row.get(1)).containsExactly("updated", "created", "created");
        assertThat(platform.ports.profiles().find(new Username("countess"))).isPresent();
    }

    @Test
    void refusesRowsOneByOneAndGoesOnWithTheOthers() {
        platform.anActiveProfile("taken");
        run(Map.of("username", "bob", "externalId", "E-1"));

        var command = run(
                Map.of("username", "xx"),
                Map.of("givenName", "Ada"),
                Map.of("username", "taken"),
                Map.of("username", "carl", "email", "nonsense"),
                Map.of("username", "carl2", "role", "king"),
                Map.of("username", "carl3", "externalId", "E-1"),
                Map.of("username", "ada"),
                Map.of("username", "carl4", "role", "owner"));

        assertThat(report(command))
                .extracting(row -> row.get(1) + " " + row.get(3) + " " + row.get(4))
                .containsExactly(
                        "refused import.row_invalid username",
                        "refused import.row_invalid username",
                        "refused profile.username_taken username",
                        "refused import.row_invalid email",
                        "refused import.row_invalid role",
                        "refused directory.external_id_taken externalId",
                        "created  ",
                        "refused directory.forbidden ");
        assertThat(platform.ports.profiles().find(new Username("carl"))).isEmpty();
    }

    @Test
    void takesOneRowForOneUser() {
        var command = run(
                Map.of("username", "ada", "externalId", "E-1"),
                Map.of("username", "Ada", "familyName", "King"),
                Map.of("username", "bob", "externalId", "E-1"));

        assertThat(report(command))
                .extracting(row -> row.get(3))
                .containsExactly("", "import.row_repeated", "import.row_repeated");
        assertThat(situation.view(profileOf("ada")).orElseThrow().familyName()).isEmpty();
    }

    @Test
    void givesNoRoleThatWhoeverImportsCannotGive() {
        var administrator = situation.aUser(Role.ADMINISTRATOR);
        var other = situation.aUser(Role.ADMINISTRATOR);

        var command = run(
                administrator.caller(),
                MatchBy.USERNAME,
                false,
                Map.of("username", "ada", "role", "administrator"),
                Map.of("username", other.name(), "role", "member"),
                Map.of("username", other.name().toUpperCase(Locale.ROOT), "familyName", "King"),
                Map.of("username", administrator.name(), "familyName", "Self"),
                Map.of("username", situation.ownersName, "familyName", "King"));

        assertThat(report(command))
                .extracting(row -> row.get(3))
                .containsExactly(
                        "directory.forbidden", "directory.forbidden", "import.row_repeated", "", "directory.forbidden");
    }

    @Test
    void leavesTheOwnerWhatItIs() {
        var command = run(
                Map.of("username", situation.ownersName, "state", "suspended"),
                Map.of("username", "ada", "role", "member"));

        assertThat(report(command)).extracting(row -> row.get(3)).containsExactly("directory.owner_stays", "");
    }

    @Test
    void tellsInADryRunWhatItWouldDo() {
        run(Map.of("username", "ada"));

        var command = run(
                situation.owner,
                MatchBy.USERNAME,
                true,
                Map.of("username", "ada", "familyName", "King"),
                Map.of("username", "bob"),
                Map.of("username", "x"));

        assertThat(body(command)).isEqualTo(DONE.formatted(3, 1, 1, 0, 1, true));
        assertThat(report(command)).extracting(row -> row.get(1)).containsExactly("updated", "created", "refused");
        assertThat(platform.ports.profiles().find(new Username("bob"))).isEmpty();
        assertThat(situation.view(profileOf("ada")).orElseThrow().familyName()).isEmpty();
    }

    @Test
    void suspendsAsAnUpdateDoes() {
        var user = situation.aUser(Role.MEMBER);

        run(Map.of("username", user.name(), "state", "suspended"));

        assertRefused(Reason.PROFILE_SUSPENDED, () -> platform.signIn(user.name()));
        run(Map.of("username", user.name(), "state", "active"));
        assertThat(platform.signIn(user.name())).isNotNull();
    }

    @Test
    void ofWhatWasExportedChangesNothing() {
        run(
                Map.of("username", "ada", "familyName", "King", "externalId", "E-1", "meta.team", "blue"),
                Map.of("username", "bob", "role", "auditor", "state", "suspended"));
        situation.anInvited(Role.ADMINISTRATOR);
        platform.submit(
                situation.owner,
                describing(profileOf("ada"), Map.of("floor", 3, "tags", List.of("a", Map.of("b", true)))));

        var command = run(exported());

        assertThat(body(command)).isEqualTo(DONE.formatted(4, 0, 0, 4, 0, false));
        assertThat(situation
                        .view(profileOf("ada"))
                        .orElseThrow()
                        .meta()
                        .fields()
                        .get("floor"))
                .isEqualTo(3);
    }

    @Nested
    final class OfManyRows {

        private final Map<String, String>[] rows = users(600);

        @Test
        void isBrokenOffWhereItsSubmitterMayNoLonger() {
            var administrator = situation.anInvited(Role.ADMINISTRATOR);
            var command = hand(administrator.caller(), MatchBy.USERNAME, false, rows);
            platform.submit(situation.owner, situation.inRole(administrator.id(), Role.AUDITOR));

            platform.settle();

            var outcome = platform.outcome(administrator.caller(), command);
            assertThat(outcome.state()).isEqualTo(CommandState.REJECTED);
            assertThat(outcome.body()).contains("directory.forbidden");
            assertThat(progress(command).state()).isEqualTo("broken-off");
            assertThat(platform.ports.profiles().find(new Username("user-0"))).isEmpty();
        }

        @Test
        void isBrokenOffWhereItsSubmitterIsSuspended() {
            var administrator = situation.aUser(Role.ADMINISTRATOR);
            var command = hand(administrator.caller(), MatchBy.USERNAME, false, rows);
            situation.suspend(administrator.id());

            assertThat(progress(command).reason()).contains("profile.suspended");
        }

        @Test
        void doesEveryRowOnceHoweverOftenItIsGoneOnWith() {
            var command = hand(situation.owner, MatchBy.USERNAME, false, rows);
            platform.settle();
            platform.database.run(Origin.ENGINE, () -> {
                platform.ports.deadlines().set(Kind.IMPORT, command.value(), platform.clock.instant());
                return true;
            });
            platform.settle();

            assertThat(body(command)).isEqualTo(DONE.formatted(600, 600, 0, 0, 0, false));
            assertThat(report(command)).hasSize(600);
        }

        @Test
        void endsItselfThatSuspendsItsSubmitter() {
            var administrator = situation.aUser(Role.ADMINISTRATOR);
            var all = new ArrayList<>(List.of(rows));
            all.addFirst(Map.of("username", administrator.name(), "state", "suspended"));

            var command = run(administrator.caller(), MatchBy.USERNAME, false, all.toArray(rows.clone()));

            assertThat(progress(command).reason()).contains("profile.suspended");
            assertThat(progress(command).created()).isEqualTo(249);
        }
    }

    @Nested
    final class OfAFile {

        @Test
        void thatDoesNotComeToItsEndLeavesNothing() {
            var taking = platform.files.begin(situation.owner, situation.directory, MatchBy.USERNAME, false);
            taking.add(List.of(new Row(2, Map.of("username", "ada"))));
            taking.close();
            platform.clock.advance(Duration.ofSeconds(1));
            platform.keepHouse();

            assertThat(counts()).isEqualTo("0 0");
            assertThat(platform.ports.profiles().find(new Username("ada"))).isEmpty();
        }

        @Test
        void withoutRowsIsRefused() {
            try (var taking = platform.files.begin(situation.owner, situation.directory, MatchBy.USERNAME, false)) {
                assertRefused(Reason.IMPORT_MALFORMED, () -> taking.submit(situation.owner, "00"));
            }
        }

        @Test
        void isTakenOfThoseAloneWhoMayImport() {
            var auditor = situation.aUser(Role.AUDITOR);

            assertRefused(
                    Reason.DIRECTORY_FORBIDDEN,
                    () -> platform.files.begin(auditor.caller(), situation.directory, MatchBy.USERNAME, true));
            assertRefused(
                    Reason.DIRECTORY_NOT_FOUND,
                    () -> platform.files.begin(
                            situation.anOutsider().caller(), situation.directory, MatchBy.USERNAME, true));
        }

        @Test
        void isOneOfAFewAtATime() {
            var open = IntStream.range(0, 4)
                    .mapToObj(_ -> platform.files.begin(situation.owner, situation.directory, MatchBy.USERNAME, false))
                    .toList();

            assertRefused(
                    Reason.IMPORT_TOO_MANY,
                    () -> platform.files.begin(situation.owner, situation.directory, MatchBy.USERNAME, false));

            open.forEach(UserFiles.Taking::close);
            run(Map.of("username", "ada"));
        }

        @Test
        void thatIsTooLongIsRefused() {
            try (var taking = platform.files.begin(situation.owner, situation.directory, MatchBy.USERNAME, false)) {
                var rows = IntStream.range(0, UserFiles.MOST_ROWS + 1)
                        .mapToObj(line -> new Row(line, Map.of()))
                        .toList();

                assertRefused(Reason.IMPORT_TOO_LARGE, () -> taking.add(rows));
            }
        }

        @Test
        void thatIsHandedInAgainIsImportedOnce() {
            var caller = situation.owner;
            var key = new Caller(
                    caller.credential(),
                    caller.address(),
                    Optional.of(
                            new Caller.Idempotency("k-1", Bytes.wrap("the request".getBytes(StandardCharsets.UTF_8)))),
                    Optional.empty(),
                    Optional.empty());

            var first = hand(key, MatchBy.USERNAME, false, users(1));
            var second = hand(key, MatchBy.USERNAME, false, users(1));
            platform.settle();

            assertThat(second).isEqualTo(first);
            platform.clock.advance(Duration.ofSeconds(1));
            platform.keepHouse();
            assertThat(counts()).isEqualTo("0 1");
        }

        @Test
        void isForgottenAfterSevenDays() {
            var command = run(Map.of("username", "ada"));

            situation.pass(Importing.KEPT.plusSeconds(1));
            platform.keepHouse();

            assertRefused(Reason.IMPORT_NOT_FOUND, () -> progress(command));
        }

        @Test
        void isNotShownInAnotherDirectory() {
            var command = run(Map.of("username", "ada"));
            var other = situation.register(situation.owner, "other");

            assertRefused(
                    Reason.IMPORT_NOT_FOUND, () -> platform.ask(situation.owner, new RetrieveImport(other, command)));
        }

        private String counts() {
            var counts = platform.ports.userImports().count(situation.directory);
            return counts.open() + " " + counts.kept();
        }
    }

    @SafeVarargs
    private CommandId run(Map<String, String>... rows) {
        return run(situation.owner, MatchBy.USERNAME, false, rows);
    }

    @SafeVarargs
    private CommandId run(Caller caller, MatchBy matchBy, boolean dryRun, Map<String, String>... rows) {
        var command = hand(caller, matchBy, dryRun, rows);
        platform.settle();
        return command;
    }

    @SafeVarargs
    private CommandId hand(Caller caller, MatchBy matchBy, boolean dryRun, Map<String, String>... rows) {
        try (var taking = platform.files.begin(caller, situation.directory, matchBy, dryRun)) {
            taking.add(IntStream.range(0, rows.length)
                    .mapToObj(i -> new Row(i + 2, rows[i]))
                    .toList());
            return taking.submit(caller, "00").command();
        }
    }

    private String body(CommandId command) {
        return platform.outcome(situation.owner, command).body().orElseThrow();
    }

    private ImportView progress(CommandId command) {
        return platform.ask(situation.owner, new RetrieveImport(situation.directory, command));
    }

    private List<List<String>> report(CommandId command) {
        return rows(platform.ask(situation.owner, new ReportImport(situation.directory, command)));
    }

    private static List<List<String>> rows(Table table) {
        var rows = new ArrayList<List<String>>();
        for (var some = table.next(); some.isPresent(); some = table.next()) {
            rows.addAll(some.get());
        }
        return rows;
    }

    /** The rows of an export as an import reads them. */
    @SuppressWarnings("unchecked")
    private Map<String, String>[] exported() {
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

    private UpdateUser describing(ProfileId profile, Map<String, Object> meta) {
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

    private ProfileId profileOf(String username) {
        return platform.ports
                .profiles()
                .find(new Username(username))
                .orElseThrow()
                .id();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String>[] users(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Map.of("username", "user-" + i))
                .toArray(Map[]::new);
    }
}
