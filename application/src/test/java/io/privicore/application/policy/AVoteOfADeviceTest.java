package io.privicore.application.policy;

import static io.privicore.application.query.CommandState.REJECTED;
import static io.privicore.application.query.CommandState.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.PlatformInMemory;
import io.privicore.application.device.DeviceReports.DeviceVote;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.voting.Choice;
import java.util.List;
import org.junit.jupiter.api.Test;

class AVoteOfADeviceTest {

    private final VotingSituation situation = new VotingSituation();
    private final PlatformInMemory platform = situation.platform;

    @Test
    void countsOnce() {
        situation.gate("data-token.reserve");
        var command = situation.reserve("letters");
        var device = situation.authenticators.getFirst();

        situation.vote(device, Choice.YES);
        situation.vote(device, Choice.YES);

        assertThat(situation.outcome(command).state()).isEqualTo(STARTED);
        assertThat(platform.outbox.types()).doesNotContain("authenticator.vote-refused");
    }

    @Test
    void isFinal() {
        situation.gate("data-token.reserve");
        var device = situation.authenticators.getFirst();
        situation.reserve("letters");

        situation.vote(device, Choice.YES);
        situation.vote(device, Choice.NO);

        assertThat(situation.polls().getFirst().tally().no()).isZero();
        assertThat(platform.outbox.types()).contains("authenticator.vote-refused");
    }

    @Test
    void thatIsLateCountsForNothing() {
        situation.gate("data-token.reserve");
        var command = situation.reserve("letters");
        situation.vote(situation.authenticators.get(0), Choice.YES);

        platform.clock.advance(VotingSituation.TIME_LIMIT);
        platform.links.ballots.vote(situation.authenticators.get(1), Choice.YES, platform.reports);
        platform.settle();

        assertThat(situation.outcome(command).state()).isEqualTo(REJECTED);
        assertThat(platform.outbox.types()).contains("authenticator.vote-refused");
    }

    @Test
    void ofAnotherDeviceCountsForNothing() {
        situation.gate("data-token.reserve");
        var command = situation.reserve("letters");
        var paper = situation.ballotsOf(situation.authenticators.get(0)).getFirst();

        platform.links.ballots.vote(situation.authenticators.get(1), paper, Choice.NO, platform.reports);
        platform.links.ballots.vote(situation.authenticators.get(2), paper, Choice.NO, platform.reports);
        platform.settle();

        assertThat(situation.outcome(command).state()).isEqualTo(STARTED);
        assertThat(platform.outbox.types()).contains("authenticator.vote-refused");
    }

    @Test
    void whoseOwnerIsSuspendedCountsForNothing() {
        situation.gate("data-token.reserve");
        situation.reserve("letters");
        var votes = situation.suspendOwner();

        situation.vote(situation.authenticators.getFirst(), Choice.YES);

        assertThat(votes.getAsInt()).isZero();
    }

    @Test
    void thatIsForgedCountsForNothing() {
        situation.gate("data-token.reserve");
        var command = situation.reserve("letters");
        var device = situation.authenticators.getFirst();
        var paper = situation.ballotsOf(device).getFirst();

        platform.reports.voted(List.of(new DeviceVote(
                device, paper.ballot(), Choice.NO, "", platform.clock.instant(), Bytes.wrap(new byte[64]))));

        assertThat(situation.polls().getFirst().tally().cast()).isZero();
        assertThat(situation.outcome(command).state()).isEqualTo(STARTED);
        assertThat(platform.outbox.types()).contains("authenticator.vote-refused");
    }
}
