package io.privicore.application.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.DirectoryCommand.ImportUsers;
import io.privicore.application.policy.GatedExamples.Call;
import io.privicore.application.query.CommandState;
import io.privicore.domain.profile.Username;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnImportThatWaitsTest {

    private final VotingSituation situation = new VotingSituation();
    private final ImportUsers wanted = anImport();

    @ParameterizedTest
    @ValueSource(strings = {"directory.import-users", "directory.create-user", "directory.update-user"})
    void isHeldByWhatHoldsSingleUsers(String operation) {
        situation.gate(operation);

        var command = submit();

        assertThat(state(command)).isEqualTo(CommandState.STARTED);
        assertThat(situation.polls()).singleElement().satisfies(poll -> assertThat(
                        poll.motion().attributes())
                .containsEntry("operation", "directory.import-users")
                .containsEntry("rows", "1"));
        situation.approve();
        situation.platform.settle();
        assertThat(state(command)).isEqualTo(CommandState.SUCCEEDED);
        assertThat(user()).isTrue();
    }

    @Test
    void keepsItsRowsUntilItsVoteHasEnded() {
        situation.gate("directory.import-users");
        submit();

        situation.platform.clock.advance(Duration.ofSeconds(100));
        situation.platform.housekeep();

        assertThat(situation.platform.ports.importRows().pending(wanted.directory(), wanted.file(), 0, 9))
                .hasSize(1);
    }

    @Test
    void leavesNothingWhereItIsDenied() {
        situation.gate("directory.create-user");
        var command = submit();

        situation.deny();
        situation.platform.clock.advance(Duration.ofSeconds(1));
        situation.platform.keepHouse();

        assertThat(state(command)).isEqualTo(CommandState.REJECTED);
        assertThat(user()).isFalse();
        assertThat(situation.platform.ports.importRows().pending(wanted.directory(), wanted.file(), 0, 9))
                .isEmpty();
    }

    private ImportUsers anImport() {
        return (ImportUsers) ((Call.Does) GatedExamples.prepare("directory.import-users", situation)).command();
    }

    private CommandId submit() {
        return situation.platform.submit(situation.owner, wanted);
    }

    private CommandState state(CommandId command) {
        return situation.outcome(command).state();
    }

    private boolean user() {
        return situation.platform.ports.profiles().find(new Username("a user")).isPresent();
    }
}
