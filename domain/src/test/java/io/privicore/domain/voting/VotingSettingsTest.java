package io.privicore.domain.voting;

import static io.privicore.domain.kernel.Reason.VOTING_UNREACHABLE;
import static io.privicore.domain.voting.PollFixture.REQUESTER;
import static io.privicore.domain.voting.PollFixture.seconds;
import static io.privicore.domain.voting.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privicore.domain.kernel.Event;
import io.privicore.domain.voting.VotingEvent.SettingsChanged;
import org.junit.jupiter.api.Test;

final class VotingSettingsTest {

    private final VotingSettings settings = VotingSettings.defaultOf(REQUESTER);

    @Test
    void areTheContractsWhereNothingWasSet() {
        assertThat(settings.rules()).isEqualTo(new VotingRules(new Strategy.Unanimous(), 1, seconds(300), 1));
    }

    @Test
    void areChangedOneByOne() {
        var changed = settings.quorum(3, 3)
                .after()
                .strategy(new Strategy.MinimumPercentage(60))
                .after()
                .timeLimit(seconds(45))
                .after()
                .attempts(2);

        assertThat(changed.after().rules())
                .isEqualTo(new VotingRules(new Strategy.MinimumPercentage(60), 3, seconds(45), 2));
        assertThat(changed.events()).containsExactly(new SettingsChanged(REQUESTER, "minimum_percentage", 3, 45, 2));
        assertThat(changed.events()).extracting(Event::subject).containsExactly(REQUESTER.toString());
    }

    @Test
    void tellOfEveryChange() {
        assertThat(settings.quorum(2, 2).events())
                .containsExactly(new SettingsChanged(REQUESTER, "unanimous", 2, 300, 1));
        assertThat(settings.strategy(new Strategy.Consensus()).events())
                .containsExactly(new SettingsChanged(REQUESTER, "consensus", 1, 300, 1));
        assertThat(settings.timeLimit(seconds(5)).events())
                .containsExactly(new SettingsChanged(REQUESTER, "unanimous", 1, 5, 1));
        assertThat(settings.attempts(10).events())
                .containsExactly(new SettingsChanged(REQUESTER, "unanimous", 1, 300, 10));
    }

    @Test
    void takeNoQuorumAboveTheAuthenticators() {
        assertRefused(VOTING_UNREACHABLE, "at most the 2 who can vote, but it is 3", () -> settings.quorum(3, 2));
        assertRefused(VOTING_UNREACHABLE, "at most the 0 who can vote, but it is 1", () -> settings.quorum(1, 0));
    }

    @Test
    void takeNoQuorumThatNoPollCanHave() {
        assertThat(settings.quorum(100, 300).after().rules().quorumSize()).isEqualTo(100);

        assertRefused(
                VOTING_UNREACHABLE, "at most the 100 who can vote, but it is 101", () -> settings.quorum(101, 300));
    }

    @Test
    void takeNothingOutsideTheLimits() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings.timeLimit(seconds(4)));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.attempts(11));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.quorum(0, 5));
    }
}
