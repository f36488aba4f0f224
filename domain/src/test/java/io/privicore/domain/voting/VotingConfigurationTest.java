package io.privicore.domain.voting;

import static io.privicore.domain.kernel.Reason.VOTING_CONFIGURATION_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.VOTING_UNREACHABLE;
import static io.privicore.domain.voting.PollFixture.OPENED;
import static io.privicore.domain.voting.PollFixture.REQUESTER;
import static io.privicore.domain.voting.PollFixture.seconds;
import static io.privicore.domain.voting.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.voting.VotingConfiguration.Terms;
import io.privicore.domain.voting.VotingEvent.ConfigurationDeleted;
import io.privicore.domain.voting.VotingEvent.ConfigurationRegistered;
import io.privicore.domain.voting.VotingEvent.ConfigurationUpdated;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VotingConfigurationTest {

    private static final VotingConfigurationId ID = new VotingConfigurationId(new UUID(6, 1));
    private static final VotingRules PROFILE_WIDE = new VotingRules(new Strategy.Affirmative(), 3, seconds(100), 4);

    @Test
    void isRegisteredUnderItsTerms() {
        var terms = terms(voters(2), Optional.of(2), Optional.of(5));

        var registered = VotingConfiguration.register(ID, REQUESTER, terms, PROFILE_WIDE, 2, OPENED);

        assertThat(registered.after().terms()).isEqualTo(terms);
        assertThat(registered.after().deleted()).isFalse();
        assertThat(registered.events()).containsExactly(new ConfigurationRegistered(REQUESTER, ID, "two of us"));
        assertThat(registered.events()).extracting(Event::subject).containsExactly(ID.toString());
    }

    @Test
    void tellsWhatIsChanged() {
        var updated = registered(voters(3), Optional.empty())
                .update(terms(voters(5), Optional.of(4), Optional.empty()), PROFILE_WIDE, 9);

        assertThat(updated.after().voters()).hasSize(5);
        assertThat(updated.after().quorumSize()).hasValue(4);
        assertThat(updated.after().createdAt()).isEqualTo(OPENED);
        assertThat(updated.events()).containsExactly(new ConfigurationUpdated(REQUESTER, ID, "two of us"));
    }

    @Nested
    class UnderTheProfilesRules {

        @Test
        void leavesNothingToTheProfile() {
            var terms = terms(voters(2), Optional.of(2), Optional.of(9));

            var rules = VotingConfiguration.register(ID, REQUESTER, terms, PROFILE_WIDE, 2, OPENED)
                    .after()
                    .rules(PROFILE_WIDE);

            assertThat(rules).isEqualTo(new VotingRules(new Strategy.Consensus(), 2, seconds(60), 9));
        }

        @Test
        void takesQuorumAndAttemptsFromTheProfileWhereItSaysNothing() {
            var open = registered(voters(3), Optional.empty());

            assertThat(open.rules(PROFILE_WIDE))
                    .isEqualTo(new VotingRules(new Strategy.Consensus(), 3, seconds(60), 4));
            assertThat(open.rules(VotingRules.DEFAULT))
                    .isEqualTo(new VotingRules(new Strategy.Consensus(), 1, seconds(60), 1));
        }
    }

    @Nested
    class ThatCouldNeverDecide {

        @Test
        void isRefusedWithAQuorumAboveItsVoters() {
            assertRefused(
                    VOTING_UNREACHABLE,
                    "a quorum of at most the 2 who can vote, but it is 3",
                    () -> registered(voters(2), Optional.of(3)));
        }

        @Test
        void isRefusedWithTheProfilesQuorumAboveItsVoters() {
            assertRefused(
                    VOTING_UNREACHABLE,
                    "at most the 2 who can vote, but it is 3",
                    () -> registered(voters(2), Optional.empty()));
        }

        @Test
        void isRefusedWithAQuorumAboveAllAuthenticatorsWhereItNamesNone() {
            assertThat(registered(Set.of(), Optional.of(9)).voters()).isEmpty();

            assertRefused(
                    VOTING_UNREACHABLE,
                    "at most the 9 who can vote, but it is 10",
                    () -> registered(Set.of(), Optional.of(10)));
        }

        @Test
        void isRefusedWithMoreVotersThanAPollCanHave() {
            assertThat(registered(voters(100), Optional.of(1)).voters()).hasSize(100);

            assertRefused(
                    VOTING_UNREACHABLE,
                    "at most 100 voters, but there are 101",
                    () -> registered(voters(101), Optional.of(1)));
        }

        @Test
        void isRefusedWhenItIsChangedToo() {
            var fine = registered(voters(2), Optional.of(2));

            assertRefused(
                    VOTING_UNREACHABLE,
                    "at most the 1 who can vote, but it is 2",
                    () -> fine.update(terms(voters(1), Optional.of(2), Optional.empty()), PROFILE_WIDE, 9));
        }
    }

    @Nested
    class OnceDeleted {

        private final VotingConfiguration deleted =
                registered(voters(3), Optional.empty()).delete().after();

        @Test
        void isGone() {
            var there = registered(voters(3), Optional.empty());

            assertThat(there.delete().events()).containsExactly(new ConfigurationDeleted(REQUESTER, ID, "two of us"));
            assertThat(deleted.deleted()).isTrue();
        }

        @Test
        void isNotDeletedAgain() {
            assertThat(deleted.delete().events()).isEmpty();
            assertThat(deleted.delete().after()).isEqualTo(deleted);
        }

        @Test
        void doesNotComeBackByAnUpdate() {
            assertRefused(
                    VOTING_CONFIGURATION_NOT_FOUND,
                    "but it is deleted",
                    () -> deleted.update(deleted.terms(), PROFILE_WIDE, 9));
        }
    }

    @Nested
    class Limits {

        @ParameterizedTest
        @ValueSource(longs = {Long.MIN_VALUE, 0, 4, 86_401})
        void ofTheTimeAreFiveSecondsAndADay(long seconds) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> rules(1, seconds(seconds), 1))
                    .withMessage("Expected a time limit of 5 to 86400 seconds, but got " + seconds);
            assertThat(rules(1, seconds(5), 1).timeLimit()).isEqualTo(seconds(5));
            assertThat(rules(1, seconds(86_400), 1).timeLimit()).isEqualTo(seconds(86_400));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 11})
        void ofTheAttemptsAreOneAndTen(int attempts) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> rules(1, seconds(60), attempts))
                    .withMessage("Expected a number of attempts of 1 to 10, but got " + attempts);
            assertThat(rules(1, seconds(60), 10).attempts()).isEqualTo(10);
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 1001})
        void ofTheQuorumAreOneAndAThousand(int quorum) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> rules(quorum, seconds(60), 1))
                    .withMessage("Expected a quorum of 1 to 1000, but got " + quorum);
        }

        @Test
        void holdForTermsBeforeTheyAreSaved() {
            assertThatIllegalArgumentException().isThrownBy(() -> terms(Set.of(), Optional.of(0), Optional.empty()));
            assertThatIllegalArgumentException().isThrownBy(() -> terms(Set.of(), Optional.empty(), Optional.of(11)));
        }

        private VotingRules rules(int quorum, Duration limit, int attempts) {
            return new VotingRules(new Strategy.Unanimous(), quorum, limit, attempts);
        }
    }

    private static VotingConfiguration registered(Set<DeviceId> voters, Optional<Integer> quorum) {
        return VotingConfiguration.register(
                        ID, REQUESTER, terms(voters, quorum, Optional.empty()), PROFILE_WIDE, 9, OPENED)
                .after();
    }

    private static Terms terms(Set<DeviceId> voters, Optional<Integer> quorum, Optional<Integer> attempts) {
        return new Terms(new Name("two of us"), new Strategy.Consensus(), seconds(60), voters, quorum, attempts);
    }

    private static Set<DeviceId> voters(int count) {
        return IntStream.range(0, count).mapToObj(PollFixture::device).collect(Collectors.toSet());
    }
}
