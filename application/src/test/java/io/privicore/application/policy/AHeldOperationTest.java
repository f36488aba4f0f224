package io.privicore.application.policy;

import static io.privicore.application.query.CommandState.REJECTED;
import static io.privicore.application.query.CommandState.STARTED;
import static io.privicore.application.query.CommandState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.TokenText;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.ProfileQuery.Revoke;
import io.privicore.application.query.TokenQuery.RetrieveTemporary;
import io.privicore.application.voting.Balloting;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.policy.Parameter;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.Ttl;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollState;
import io.privicore.domain.voting.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AHeldOperationTest {

    private final VotingSituation situation = new VotingSituation();
    private final PlatformInMemory platform = situation.platform;

    @Test
    void goesOnNotBeforeTheLastVoteItTakes() {
        situation.gate("data-token.reserve");
        var command = situation.reserve("letters");

        situation.vote(situation.authenticators.get(0), Choice.YES);
        assertThat(situation.outcome(command).state()).isEqualTo(STARTED);

        situation.vote(situation.authenticators.get(1), Choice.YES);
        assertThat(situation.outcome(command).state()).isEqualTo(SUCCEEDED);
    }

    @Test
    void tellsItsCallerThatItWaitsAndThenHowItEnded() {
        situation.gate("data-token.reserve");
        var command = situation.reserve("letters");

        situation.approve();

        assertThat(platform.channels.told(CommandOutcome.class).stream()
                        .filter(told -> told.command().equals(command))
                        .map(CommandOutcome::state))
                .containsExactly(STARTED, SUCCEEDED);
    }

    @Test
    void isDeniedWhenTheTimeIsOver() {
        situation.gate("data-token.reserve");
        var command = situation.reserve("letters");

        situation.vote(situation.authenticators.getFirst(), Choice.YES);
        platform.clock.advance(VotingSituation.TIME_LIMIT);
        platform.settle();

        assertThat(situation.outcome(command).state()).isEqualTo(REJECTED);
        assertThat(situation.outcome(command).body()).contains("policy.denied");
    }

    @Test
    void isDeniedWhenItsPollIsCancelled() {
        situation.gate("data-token.reserve");
        var command = situation.reserve("letters");

        platform.submit(
                situation.owner,
                new VotingCommand.Cancel(situation.polls().getFirst().id()));
        platform.settle();

        assertThat(situation.outcome(command).state()).isEqualTo(REJECTED);
    }

    @Test
    void isCarriedOutOnceHoweverOftenItIsAskedFor() {
        situation.gate("data-token.reserve");
        var command = situation.reserve("letters");
        situation.approve();

        platform.database.run(Origin.ENGINE, () -> {
            platform.ports.deadlines().set(Kind.HELD, command.value(), platform.clock.instant());
            return true;
        });
        platform.settle();

        assertThat(platform.outbox.types().stream().filter("data-token.reserved"::equals))
                .hasSize(1);
    }

    @Test
    void isCheckedAgainWhenItGoesOn() {
        var device = platform.aPendingDevice(situation.owner);
        situation.gate("device.approve");
        var command = platform.submit(situation.owner, new DeviceCommand.Approve(device));
        platform.submit(situation.owner, new DeviceCommand.Reject(device));

        situation.approve();

        assertThat(situation.outcome(command).state()).isEqualTo(REJECTED);
        assertThat(situation.outcome(command).body()).contains("device.not_pending");
    }

    @Test
    void isDeniedAtOnceWhereNobodyCouldAgree() {
        situation.gate("data-token.reserve");
        situation
                .authenticators
                .subList(0, 2)
                .forEach(device -> platform.submit(situation.owner, new AuthenticatorCommand.Remove(device, true)));

        var command = situation.reserve("letters");

        assertThat(situation.outcome(command).state()).isEqualTo(REJECTED);
        assertThat(situation.outcome(command).body()).contains("policy.denied");
    }

    @Test
    void isDeniedWhenSoManyDevicesAreRemovedThatItCannotBeAgreedTo() {
        situation.gate("data-token.reserve");
        var command = situation.reserve("letters");

        situation
                .authenticators
                .subList(0, 2)
                .forEach(device -> platform.submit(situation.owner, new DeviceCommand.Remove(device, true)));
        platform.settle();

        assertThat(situation.outcome(command).state()).isEqualTo(REJECTED);
    }

    @Test
    void isHeldOnlyWhereThePolicyApplies() {
        situation.gate("data-token.reserve", new Conditions(Map.of(Parameter.CONTEXT, List.of("secret*"))));

        assertThat(situation.outcome(situation.reserve("letters")).state()).isEqualTo(SUCCEEDED);
        assertThat(situation.outcome(situation.reserve("secret-plans")).state()).isEqualTo(STARTED);
    }

    @Test
    void isNotHeldForSomebodyElse() {
        situation.gate("data-token.reserve");
        var stranger = platform.anActiveProfile();

        assertThat(platform.outcome(stranger, platform.reserve(stranger, 5)).state())
                .isEqualTo(SUCCEEDED);
    }

    @Test
    void needsEveryDistinctVoteThatPoliciesAskFor() {
        situation.gate("data-token.reserve");
        situation.anotherGate();
        var command = situation.reserve("letters");
        assertThat(situation.polls()).hasSize(2);

        situation.authenticators.forEach(device -> situation.ballotsOf(device).forEach(paper -> {
            if (paper.poll().equals(situation.polls().getLast().id())) {
                platform.links.ballots.vote(device, paper, Choice.YES, platform.reports);
            }
        }));
        platform.settle();
        assertThat(situation.outcome(command).state()).isEqualTo(STARTED);

        situation.authenticators.forEach(device -> situation
                .ballotsOf(device)
                .forEach(paper -> platform.links.ballots.vote(device, paper, Choice.YES, platform.reports)));
        platform.settle();
        assertThat(situation.outcome(command).state()).isEqualTo(SUCCEEDED);
    }

    @Test
    void isRefusedWhereItWouldOpenTooManyPolls() {
        for (int i = 0; i < 90; i++) {
            situation.anotherGate("another " + i);
        }
        for (int i = 0; i < Balloting.MOST_OPEN / 90; i++) {
            assertThat(situation.outcome(situation.reserve("letters")).state()).isEqualTo(STARTED);
        }

        var oneTooMany = situation.reserve("letters");

        assertThat(situation.outcome(oneTooMany).state()).isEqualTo(REJECTED);
        assertThat(situation.outcome(oneTooMany).body()).contains("voting.too_many_open");
    }

    @Test
    void endsTheOtherVotesWithTheFirstNo() {
        situation.gate("data-token.reserve");
        situation.anotherGate();
        var command = situation.reserve("letters");
        var unanimous = situation.polls().stream()
                .filter(poll -> poll.rules().strategy() instanceof Strategy.Unanimous)
                .findFirst()
                .orElseThrow();

        var device = situation.authenticators.getFirst();
        situation.ballotsOf(device).stream()
                .filter(paper -> paper.poll().equals(unanimous.id()))
                .forEach(paper -> platform.links.ballots.vote(device, paper, Choice.NO, platform.reports));
        platform.settle();

        assertThat(situation.outcome(command).state()).isEqualTo(REJECTED);
        assertThat(situation.polls())
                .extracting(Poll::state)
                .containsExactlyInAnyOrder(PollState.REJECTED, PollState.CANCELLED);
    }

    @Nested
    class IsDeniedAfterAll {

        @Test
        void whereItsTokenWasRevokedMeanwhile() {
            situation.gate("device.request");
            var other = platform.signIn(situation.username);
            var command = platform.submit(other, new DeviceCommand.Request(new Name("a device")));

            platform.ask(other, new Revoke());
            platform.settle();

            assertThat(situation.outcome(command).state()).isEqualTo(REJECTED);
            assertThat(situation.outcome(command).body()).contains("policy.denied");
            assertThat(situation.polls()).extracting(Poll::state).containsOnly(PollState.CANCELLED);
        }

        @Test
        void whereWhatItIsAboutFallsUnderAnotherPolicyByNow() {
            var device = platform.aStorageDevice(situation.owner);
            platform.links.answerAtOnce(device, platform.reports);
            var token = platform.aToken(situation.owner, "data", device);
            situation.gate("data-token.delete");
            situation.anotherGate(
                    "data-token.delete", new Conditions(Map.of(Parameter.CLASSIFICATION, List.of("secret"))));
            var command = platform.submit(situation.owner, new TokenCommand.Delete(token));
            assertThat(situation.polls()).hasSize(1);

            platform.submit(
                    situation.owner,
                    new TokenCommand.ConfigureRisk(token, new Metadata(Map.of("classification", "secret"))));
            situation.approve();

            assertThat(situation.outcome(command).state()).isEqualTo(REJECTED);
            assertThat(situation.outcome(command).body()).contains("policy.denied");
        }
    }

    @Test
    void tellsVotersWhatItIsAbout() {
        var device = platform.aPendingDevice(situation.owner);
        situation.gate("device.approve");

        platform.submit(situation.owner, new DeviceCommand.Approve(device));

        assertThat(situation
                        .ballotsOf(situation.authenticators.getFirst())
                        .getFirst()
                        .motion()
                        .attributes())
                .containsEntry("device", device.toString())
                .containsEntry("operation", "device.approve");
    }

    @Test
    void isHeldByTheClassificationThatItsReservationWasGiven() {
        situation.gate("data-token.exchange", new Conditions(Map.of(Parameter.CLASSIFICATION, List.of("secret"))));
        platform.aStorageDevice(situation.owner);
        var reservation = platform.submit(
                situation.owner,
                new TokenCommand.Reserve(
                        new DataContext("letters"), new Ttl(5), new Metadata(Map.of("classification", "secret"))));
        var temporary = new TokenText(platform.ask(situation.owner, new RetrieveTemporary(reservation))
                .token());

        var command =
                platform.submit(situation.owner, new TokenCommand.Exchange(temporary, PlatformInMemory.bytes("data")));

        assertThat(situation.outcome(command).state()).isEqualTo(STARTED);
        assertThat(situation.polls()).hasSize(1);
    }

    @Test
    void keepsItsReservationForAFurtherAttemptThatBeginsLongAfterTheFirst() {
        situation.gate("data-token.exchange");
        platform.submit(
                situation.owner,
                new VotingCommand.UpdateConfiguration(
                        VotingSituation.TWO_OF_THREE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(2)));
        platform.links.answerAtOnce(platform.aStorageDevice(situation.owner), platform.reports);
        var temporary =
                new TokenText(platform.ask(situation.owner, new RetrieveTemporary(platform.reserve(situation.owner, 5)))
                        .token());
        var command =
                platform.submit(situation.owner, new TokenCommand.Exchange(temporary, PlatformInMemory.bytes("data")));

        platform.clock.advance(Duration.ofHours(2));
        platform.settle();
        situation.approve();

        assertThat(situation.outcome(command).state()).isEqualTo(SUCCEEDED);
    }

    @Test
    void cannotBeAgreedToWithTheSecretsOfARotatedDevice() {
        situation.gate("data-token.reserve");
        situation.reserve("letters");
        var device = situation.authenticators.getFirst();

        platform.submit(situation.owner, new DeviceCommand.Rotate(device));
        platform.links.ballots.vote(device, Choice.YES, platform.reports);

        assertThat(situation.polls().getFirst().tally().yes()).isZero();
    }
}
