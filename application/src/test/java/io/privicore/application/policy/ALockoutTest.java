package io.privicore.application.policy;

import static io.privicore.application.query.CommandState.REJECTED;
import static io.privicore.application.query.CommandState.STARTED;
import static io.privicore.application.query.CommandState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.command.Command;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.query.AuthenticatorQuery.ListAuthenticators;
import io.privicore.application.query.AuthenticatorQuery.RetrieveStrategy;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.VotingConfiguration.Terms;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What would leave nobody who could open a gate: of three authenticators, two must agree. */
class ALockoutTest {

    private static final String UNREACHABLE = "voting.unreachable";
    private static final String RESERVE = "data-token.reserve";

    private final VotingSituation situation = new VotingSituation();
    private final PlatformInMemory platform = situation.platform;
    private final DeviceId first = situation.authenticators.getFirst();

    @Nested
    class IsRefused {

        @Test
        void whereAnAuthenticatorIsRemovedThatIsNeeded() {
            situation.gate(RESERVE);
            assertDone(new AuthenticatorCommand.Remove(first, false));

            assertRefused(new AuthenticatorCommand.Remove(situation.authenticators.get(1), false));

            assertThat(authenticators()).isEqualTo(2);
            assertThat(situation.outcome(situation.reserve("letters")).state()).isEqualTo(STARTED);
        }

        @Test
        void whereItsDeviceIsRemoved() {
            situation.gate(RESERVE);
            assertDone(new DeviceCommand.Remove(first, false));

            assertRefused(new DeviceCommand.Remove(situation.authenticators.get(1), false));

            assertThat(authenticators()).isEqualTo(2);
        }

        @Test
        void whereTheQuorumOfTheProfileIsSetAboveTheVotersOfAPolicy() {
            gateOf(Set.copyOf(situation.authenticators.subList(0, 2)));

            assertRefused(new AuthenticatorCommand.SetQuorumSize(3));

            assertThat(platform.ask(situation.owner, new RetrieveStrategy()).quorumSize())
                    .isEqualTo(1);
            assertDone(new AuthenticatorCommand.SetQuorumSize(2));
        }

        @Test
        void whereAVotingConfigurationNamesVotersWhoLostTheirRole() {
            gateOf(Set.copyOf(situation.authenticators.subList(0, 2)));
            assertDone(new AuthenticatorCommand.Remove(first, false));

            assertRefused(new VotingCommand.UpdateConfiguration(
                    "few",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(2),
                    Optional.empty()));
        }

        @Test
        void whereTooManyWouldVote() {
            situation.gate(RESERVE);
            for (int i = situation.authenticators.size(); i < Poll.MOST_VOTERS; i++) {
                platform.anAuthenticator(situation.owner);
            }
            var device = platform.aPendingDevice(situation.owner);
            assertDone(new DeviceCommand.Approve(device));

            assertRefused(new AuthenticatorCommand.Register(device));

            assertThat(authenticators()).isEqualTo(Poll.MOST_VOTERS);
        }
    }

    @Nested
    class IsNone {

        @Test
        void withoutAPolicyThatIsActive() {
            situation.gate(RESERVE);
            assertDone(new PolicyCommand.Deactivate("gate of " + RESERVE));

            situation.authenticators.forEach(device -> assertDone(new AuthenticatorCommand.Remove(device, false)));
        }

        @Test
        void whereTheVoteWasOutOfReachBefore() {
            situation.gate(RESERVE);
            assertDone(new AuthenticatorCommand.Remove(first, true));
            assertDone(new AuthenticatorCommand.Remove(situation.authenticators.get(1), true));

            assertDone(new AuthenticatorCommand.Remove(situation.authenticators.get(2), false));
        }

        @Test
        void whereAnotherOwnerHasThePolicy() {
            situation.gate(RESERVE);
            var stranger = platform.anActiveProfile();
            var device = platform.anAuthenticator(stranger);

            assertThat(platform.done(stranger, new AuthenticatorCommand.Remove(device, false))
                            .state())
                    .isEqualTo(SUCCEEDED);
        }
    }

    @Nested
    class ThatIsForced {

        @Test
        void happensAndThenNobodyCanAgree() {
            situation.gate(RESERVE);
            assertDone(new AuthenticatorCommand.Remove(first, true));
            assertDone(new DeviceCommand.Remove(situation.authenticators.get(1), true));

            assertThat(authenticators()).isEqualTo(1);
            assertThat(situation.outcome(situation.reserve("letters")).body()).contains("policy.denied");
        }

        @Test
        void letsNoSuchPolicyBeActivated() {
            situation.gate(RESERVE);
            assertDone(new PolicyCommand.Deactivate("gate of " + RESERVE));
            assertDone(new AuthenticatorCommand.Remove(first, true));
            assertDone(new AuthenticatorCommand.Remove(situation.authenticators.get(1), true));

            assertRefused(new PolicyCommand.Activate("gate of " + RESERVE));

            assertThat(situation.outcome(situation.reserve("letters")).state()).isEqualTo(SUCCEEDED);
        }
    }

    @Test
    void isRefusedAlsoWhereVotersAgreedToIt() {
        situation.gate(RESERVE);
        situation.gate("authenticator.remove");
        var one = platform.submit(situation.owner, new AuthenticatorCommand.Remove(first, false));
        var other = platform.submit(
                situation.owner, new AuthenticatorCommand.Remove(situation.authenticators.get(2), false));

        situation.authenticators.subList(0, 2).forEach(device -> situation
                .ballotsOf(device)
                .forEach(paper -> platform.links.ballots.vote(device, paper, Choice.YES, platform.reports)));
        platform.settle();

        // Whichever comes first takes the one that can be missed.
        assertThat(Stream.of(one, other)
                        .map(command -> situation.outcome(command).state()))
                .containsExactlyInAnyOrder(SUCCEEDED, REJECTED);
        assertThat(Stream.of(one, other).flatMap(command -> situation.outcome(command).body().stream()))
                .contains(UNREACHABLE);
    }

    /** A gate whose voters are these; how many of them must vote is left to the profile. */
    private void gateOf(Set<DeviceId> voters) {
        register("few", voters);
        assertDone(new PolicyCommand.Register(
                "data-access",
                Set.of(RESERVE),
                Optional.of(new Name("gate of few")),
                Conditions.NONE,
                Optional.empty(),
                Optional.of("few")));
        assertDone(new PolicyCommand.Activate("gate of few"));
    }

    private void register(String name, Set<DeviceId> voters) {
        assertDone(new VotingCommand.RegisterConfiguration(new Terms(
                new Name(name),
                new Strategy.Consensus(),
                VotingSituation.TIME_LIMIT,
                voters,
                Optional.empty(),
                Optional.empty())));
    }

    private int authenticators() {
        return platform.ask(situation.owner, new ListAuthenticators()).size();
    }

    private void assertDone(Command command) {
        assertThat(platform.done(situation.owner, command).state()).isEqualTo(SUCCEEDED);
    }

    private void assertRefused(Command command) {
        var outcome = platform.done(situation.owner, command);
        assertThat(outcome.state()).isEqualTo(REJECTED);
        assertThat(outcome.body()).contains(UNREACHABLE);
    }
}
