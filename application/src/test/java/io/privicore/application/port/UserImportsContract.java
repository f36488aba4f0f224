package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.UserFiles.Row;
import io.privicore.application.command.CommandId;
import io.privicore.application.port.ImportRows.Named;
import io.privicore.application.port.UserImports.Counts;
import io.privicore.application.port.UserImports.Import;
import io.privicore.application.port.UserImports.Stage;
import io.privicore.application.port.UserImports.Submitter;
import io.privicore.application.port.UserImports.Tally;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.directory.ImportId;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

public abstract class UserImportsContract extends PersistenceContract {

    /** Before anything that other tests keep. */
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(1_000));

    private final DirectoryId directory = aDirectoryId();

    @Test
    void anImportThatWasNotSavedIsNotThere() {
        var begun = anImport(NOW);

        inFailingUnit(() -> ports().userImports().save(begun));

        assertThat(ports().userImports().find(begun.id())).isEmpty();
    }

    @Test
    void anImportIsFoundAsItWasSavedLast() {
        var command = aCommandId();
        var begun = anImport(NOW);
        save(begun);
        assertThat(ports().userImports().find(begun.id())).contains(begun);

        var running = begun.under(command, Stage.RUNNING, 7, NOW.plusSeconds(1));
        save(running);
        assertThat(ports().userImports().find(command)).contains(running);

        var ended = running.advanced(5, new Tally(1, 2, 3, 4), NOW.plusSeconds(2))
                .advanced(8, new Tally(1, 0, 0, 1), NOW.plusSeconds(3))
                .ended(Optional.of(Reason.DIRECTORY_FORBIDDEN), NOW.plusSeconds(4), NOW.plusSeconds(5));
        save(ended);
        assertThat(inUnit(() -> ports().userImports().take(command))).contains(ended);
        assertThat(ports().userImports().find(aCommandId())).isEmpty();
    }

    @Test
    void anImportIsOneNodesAtATime() {
        var command = aCommandId();
        save(anImport(NOW).under(command, Stage.RUNNING, 7, NOW));

        var second = meanwhile(() -> advance(command), () -> advance(command));

        assertThat(second).isEmpty();
        assertThat(ports().userImports().find(command)).map(Import::tally).contains(new Tally(2, 0, 0, 0));
    }

    private void advance(CommandId command) {
        var taken = ports().userImports().take(command).orElseThrow();
        ports().userImports().save(taken.advanced(taken.reached() + 1, new Tally(1, 0, 0, 0), NOW));
    }

    @Test
    void importsOfADirectoryAreCounted() {
        save(anImport(NOW));
        save(anImport(NOW).under(aCommandId(), Stage.WAITING, 1, NOW));
        save(anImport(NOW).under(aCommandId(), Stage.RUNNING, 1, NOW).ended(Optional.empty(), NOW, NOW));

        assertThat(inUnit(() -> ports().userImports().count(directory))).isEqualTo(new Counts(2, 3));
        assertThat(inUnit(() -> ports().userImports().count(aDirectoryId()))).isEqualTo(new Counts(0, 0));
    }

    @Test
    void thoseThatExpiredAreForgottenWithTheirRowsSomeAtATime() {
        var old = anImport(LONG_AGO);
        var young = anImport(NOW);
        var kept = anImport(LONG_AGO).under(aCommandId(), Stage.WAITING, 1, NOW);
        List.of(old, young, kept).forEach(this::save);
        inUnit(() -> ports().importRows().add(directory, old.id(), rows(3), LONG_AGO.minusSeconds(1)));

        forget();
        assertThat(ports().userImports().find(old.id())).isPresent();
        assertThat(ports().importRows().pending(directory, old.id(), 0, 9)).hasSize(1);
        forget();

        assertThat(ports().importRows().pending(directory, old.id(), 0, 9)).isEmpty();
        assertThat(ports().userImports().find(old.id())).isEmpty();
        assertThat(ports().userImports().find(young.id())).isPresent();
        assertThat(ports().userImports().find(kept.id())).isPresent();
    }

    @Test
    void rowsThatComeWhileAnImportIsForgottenAreForgottenWithIt() {
        var old = anImport(LONG_AGO);
        save(old);

        var forgotten = meanwhile(
                () -> ports().importRows().add(directory, old.id(), rows(1), LONG_AGO.minusSeconds(1)),
                () -> ports().userImports().forgetExpired(LONG_AGO.plusSeconds(1), 2));

        assertThat(forgotten).isEmpty();
        assertThat(ports().userImports().find(old.id())).isEmpty();
        assertThat(ports().importRows().pending(directory, old.id(), 0, 9)).isEmpty();
    }

    @Test
    void anImportThatIsTakenOverMeanwhileIsNotForgotten() {
        var old = anImport(LONG_AGO);
        save(old);
        inUnit(() -> ports().importRows().add(directory, old.id(), rows(1), LONG_AGO.minusSeconds(1)));

        var forgotten = meanwhile(
                () -> {
                    var taken = ports().userImports().take(old.id()).orElseThrow();
                    ports().userImports().save(taken.under(aCommandId(), Stage.RUNNING, 1, LONG_AGO));
                },
                () -> ports().userImports().forgetExpired(LONG_AGO.plusSeconds(1), 2));

        assertThat(forgotten).isEmpty();
        assertThat(ports().userImports().find(old.id())).isPresent();
        assertThat(ports().importRows().pending(directory, old.id(), 0, 9)).hasSize(1);
    }

    private void forget() {
        inUnit(() -> ports().userImports().forgetExpired(LONG_AGO.plusSeconds(1), 2));
    }

    private static List<Named> rows(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(line -> new Named(new Row(line, Map.of()), Optional.empty(), Optional.empty()))
                .toList();
    }

    private void save(Import taken) {
        inUnit(() -> ports().userImports().save(taken));
    }

    private Import anImport(Instant keptUntil) {
        return Import.begin(
                new ImportId(UUID.randomUUID()),
                directory,
                new Submitter(
                        aProfileId(),
                        Optional.of(new ApplicationId(UUID.randomUUID())),
                        Optional.of(new GrantId(UUID.randomUUID()))),
                MatchBy.EXTERNAL_ID,
                true,
                NOW,
                keptUntil);
    }
}
