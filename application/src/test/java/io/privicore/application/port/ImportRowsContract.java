package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.UserFiles.Row;
import io.privicore.application.port.ImportRows.Action;
import io.privicore.application.port.ImportRows.Named;
import io.privicore.application.port.ImportRows.Pending;
import io.privicore.application.port.ImportRows.Result;
import io.privicore.application.port.UserImports.Import;
import io.privicore.application.port.UserImports.Stage;
import io.privicore.application.port.UserImports.Submitter;
import io.privicore.domain.directory.ImportId;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public abstract class ImportRowsContract extends PersistenceContract {

    private static final Instant LATER = NOW.plusSeconds(60);

    private final DirectoryId directory = aDirectoryId();
    private final ImportId file = new ImportId(UUID.randomUUID());

    @BeforeEach
    void begin() {
        begin(file);
    }

    @Test
    void aRowThatWasNotSavedIsNotThere() {
        inFailingUnit(() -> ports().importRows().add(directory, file, List.of(aRow(2, "ada", "")), NOW));

        assertThat(pending(0, 10)).isEmpty();
    }

    @Test
    void rowsComeInTheOrderOfTheFileSomeAtATime() {
        add(aRow(2, "ada", ""), aRow(9, "bob", "E-1"));
        add(aRow(10, "cy", ""));
        add(begin(new ImportId(UUID.randomUUID())), aRow(3, "dan", ""));

        assertThat(pending(0, 2)).extracting(pending -> pending.row().line()).containsExactly(2L, 9L);
        assertThat(pending(9, 2))
                .extracting(Pending::row)
                .containsExactly(aRow(10, "cy", "").row());
    }

    @Test
    void aRowIsRepeatedWhereAnEarlierOneHasItsNameOrExternalId() {
        add(aRow(2, "ada", ""), aRow(3, "bob", "E-1"), aRow(4, "", ""), aRow(5, "", ""));
        add(aRow(6, "ada", ""), aRow(7, "cy", "E-1"), aRow(8, "dan", "E-2"));

        assertThat(pending(0, 10))
                .extracting(Pending::repeated)
                .containsExactly(false, false, false, false, true, true, false);
        assertThat(pending(5, 10)).extracting(Pending::repeated).containsExactly(true, true, false);
    }

    @Test
    void whatBecameOfARowTakesThePlaceOfWhatItSaid() {
        var created = new Result(2, Action.CREATED, Optional.of(aProfileId()), Optional.empty(), Optional.empty());
        var refused = new Result(
                3, Action.REFUSED, Optional.empty(), Optional.of(Reason.IMPORT_ROW_INVALID), Optional.of("email"));
        add(aRow(2, "ada", ""), aRow(3, "bob", ""), aRow(4, "ada", ""));

        inUnit(() -> ports().importRows().report(directory, file, List.of(created, refused)));

        assertThat(ports().importRows().reported(directory, file, 0, 10)).containsExactly(created, refused);
        assertThat(ports().importRows().reported(directory, file, 2, 10)).containsExactly(refused);
        assertThat(ports().importRows().reported(directory, file, 0, 1)).containsExactly(created);
        assertThat(pending(3, 10))
                .containsExactly(new Pending(aRow(4, "ada", "").row(), true));
    }

    @Test
    void whatWillNotBeDoneIsForgottenAndTheReportIsNot() {
        var done = new Result(2, Action.UNCHANGED, Optional.of(aProfileId()), Optional.empty(), Optional.empty());
        var other = begin(new ImportId(UUID.randomUUID()));
        add(aRow(2, "ada", ""), aRow(3, "bob", ""));
        add(other, aRow(2, "cy", ""));
        inUnit(() -> ports().importRows().report(directory, file, List.of(done)));

        inUnit(() -> ports().importRows().forgetPending(directory, file));

        assertThat(pending(0, 9)).isEmpty();
        assertThat(ports().importRows().reported(directory, file, 0, 9)).containsExactly(done);
        assertThat(ports().importRows().pending(directory, other, 0, 9)).hasSize(1);
    }

    @Test
    void cellsKeepWhateverTheySay() {
        var row = new Row(2, Map.of("username", "ünï \" \uD83D\uDE00", "meta.a", "=1+1\n\t'", "meta.", "0"));
        inUnit(() -> ports().importRows()
                .add(directory, file, List.of(new Named(row, Optional.of("ünï"), Optional.empty())), NOW));

        assertThat(pending(0, 1)).containsExactly(new Pending(row, false));
    }

    @Test
    void aRowIsAddedOnlyToAFileThatComesInStill() {
        var late = aFile(new ImportId(UUID.randomUUID()), NOW);
        var running = aFile(new ImportId(UUID.randomUUID()), LATER).under(aCommandId(), Stage.RUNNING, 1, NOW);
        var ended = aFile(new ImportId(UUID.randomUUID()), LATER).ended(Optional.empty(), NOW, LATER);
        inUnit(() -> List.of(late, running, ended).forEach(ports().userImports()::save));

        assertNotAdded(directory, new ImportId(UUID.randomUUID()));
        assertNotAdded(aDirectoryId(), file);
        assertNotAdded(directory, late.id());
        assertNotAdded(directory, running.id());
        assertNotAdded(directory, ended.id());
    }

    private void assertNotAdded(DirectoryId to, ImportId unfit) {
        assertRefused(
                Reason.IMPORT_NOT_FOUND,
                () -> inUnit(() -> ports().importRows().add(to, unfit, List.of(aRow(2, "ada", "")), NOW)));
        assertThat(ports().importRows().pending(to, unfit, 0, 9)).isEmpty();
    }

    private ImportId begin(ImportId id) {
        inUnit(() -> ports().userImports().save(aFile(id, LATER)));
        return id;
    }

    private Import aFile(ImportId id, Instant keptUntil) {
        var submitter = new Submitter(aProfileId(), Optional.empty(), Optional.empty());
        return Import.begin(id, directory, submitter, MatchBy.USERNAME, false, NOW, keptUntil);
    }

    private void add(Named... rows) {
        add(file, rows);
    }

    private void add(ImportId to, Named... rows) {
        inUnit(() -> ports().importRows().add(directory, to, List.of(rows), NOW));
    }

    private List<Pending> pending(long after, int limit) {
        return ports().importRows().pending(directory, file, after, limit);
    }

    private static Named aRow(long line, String username, String externalId) {
        return new Named(
                new Row(line, Map.of("username", username)),
                Optional.of(username).filter(text -> !text.isEmpty()),
                Optional.of(externalId).filter(text -> !text.isEmpty()));
    }
}
