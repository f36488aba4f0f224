package io.privicore.application.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.CommandState;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.directory.Role;
import io.privicore.domain.profile.Username;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AnImportOfManyRowsTest extends ImportSituation {

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
