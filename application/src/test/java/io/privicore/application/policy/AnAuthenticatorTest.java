package io.privicore.application.policy;

import static io.privicore.application.query.CommandState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.TokenCommand;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.Ttl;
import io.privicore.domain.voting.Choice;
import org.junit.jupiter.api.Test;

/** What a device may still say once it is an authenticator no more. */
class AnAuthenticatorTest {

    private final VotingSituation situation = new VotingSituation();

    @Test
    void votesWithTheBallotItHasAfterItLostItsRole() {
        situation.gate("data-token.reserve");
        var command = reserve();
        var device = situation.authenticators.get(0);

        situation.platform.submit(situation.owner, new AuthenticatorCommand.Remove(device, false));
        situation.vote(device, Choice.YES);
        situation.vote(situation.authenticators.get(1), Choice.YES);

        assertThat(situation.platform.outcome(situation.owner, command).state()).isEqualTo(SUCCEEDED);
    }

    @Test
    void getsNoBallotOfLaterPollsOnceItLostItsRole() {
        situation.gate("data-token.reserve");
        var device = situation.authenticators.get(0);

        situation.platform.submit(situation.owner, new AuthenticatorCommand.Remove(device, false));
        reserve();
        situation.platform.settle();

        assertThat(situation.ballotsOf(device)).isEmpty();
        assertThat(situation.ballotsOf(situation.authenticators.get(1))).hasSize(1);
    }

    @Test
    void getsTheBallotsThatWaitForItWithItsFirstConnection() {
        var late = situation.platform.anAuthenticatorThatNeverRan(situation.owner);
        situation.gate("data-token.reserve");
        reserve();
        situation.platform.settle();
        var before = situation.ballotsOf(situation.authenticators.getFirst()).size();

        situation.platform.connect(late);

        assertThat(situation.ballotsOf(late)).hasSize(1);
        assertThat(situation.ballotsOf(situation.authenticators.getFirst())).hasSize(before);
    }

    private CommandId reserve() {
        return situation.platform.submit(
                situation.owner, new TokenCommand.Reserve(new DataContext("letters"), new Ttl(5), Metadata.EMPTY));
    }
}
