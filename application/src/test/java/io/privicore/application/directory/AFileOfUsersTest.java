package io.privicore.application.directory;

import static io.privicore.application.directory.DirectorySituation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.UserFiles;
import io.privicore.application.UserFiles.Row;
import io.privicore.application.UserFiles.Taking;
import io.privicore.application.command.DirectoryCommand.Register;
import io.privicore.application.query.DirectoryQuery.RetrieveImport;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.directory.Role;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.profile.Username;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AFileOfUsersTest extends ImportSituation {

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
    void thatTakesTooLongIsRefused() {
        try (var slow = platform.files.begin(situation.owner, situation.directory, MatchBy.USERNAME, false);
                var slower = platform.files.begin(situation.owner, situation.directory, MatchBy.USERNAME, false)) {
            slow.add(List.of(new Row(2, Map.of("username", "ada"))));
            platform.clock.advance(Duration.ofHours(1));

            assertThat(platform.outcome(
                                    situation.owner,
                                    slow.submit(situation.owner, "00").command())
                            .body())
                    .contains(Reason.IMPORT_NOT_FOUND.key());
            assertRefused(Reason.IMPORT_NOT_FOUND, () -> slower.add(List.of(new Row(2, Map.of("username", "bob")))));
        }
        platform.clock.advance(Duration.ofSeconds(1));
        platform.keepHouse();

        assertThat(counts()).isEqualTo("0 0");
    }

    @Test
    void isOneOfSixteenOfAProfileAtATimeWhereverItGoes() {
        var taken = IntStream.range(0, 4)
                .mapToObj(_ -> aDirectory())
                .flatMap(directory -> IntStream.range(0, 4).mapToObj(_ -> begin(directory)))
                .toList();
        assertRefused(Reason.OVERLOADED, () -> begin(situation.directory));

        taken.getFirst().close();

        begin(situation.directory).close();
    }

    private Taking begin(DirectoryId directory) {
        return platform.files.begin(situation.owner, directory, MatchBy.USERNAME, false);
    }

    private DirectoryId aDirectory() {
        var name = "d" + UUID.randomUUID().toString().substring(0, 20);
        var registration = new Register(new Name("Acme"), new ShortName(name), Metadata.EMPTY);
        return DirectoryId.of(
                platform.done(situation.owner, registration).body().orElseThrow());
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
                Optional.of(new Caller.Idempotency("k-1", Bytes.wrap("the request".getBytes(StandardCharsets.UTF_8)))),
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

        assertRefused(Reason.IMPORT_NOT_FOUND, () -> platform.ask(situation.owner, new RetrieveImport(other, command)));
    }

    private String counts() {
        var counts = platform.ports.userImports().count(situation.directory);
        return counts.open() + " " + counts.kept();
    }
}
