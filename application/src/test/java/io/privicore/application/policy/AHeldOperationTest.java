package io.privicore.application.policy;

import static io.privicore.application.query.CommandState.REJECTED;
import static io.privicore.application.query.CommandState.STARTED;
import static io.privicore.application.query.CommandState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.TokenText;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.pipeline.Held;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.CommandQuery.StatusView;
import io.privicore.application.query.Paging;
import io.privicore.application.query.ProfileQuery.Authenticate;
import io.privicore.application.query.ProfileQuery.IssuedToken;
import io.privicore.application.query.ProfileQuery.Revoke;
import io.privicore.application.query.TokenQuery.RetrieveTemporary;
import io.privicore.application.query.VotingQuery.ListPolls;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.policy.Parameter;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.Ttl;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollState;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.VotingConfiguration.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AHeldOperationTest {

    private final VotingSituation situation = new VotingSituation();
    private final PlatformInMemory platform = situation.platform;

    @Test
    void goesOnNotBeforeTheLastVoteItTakes() {
        situation.gate("data-token.reserve");
        var command = reserve("letters");

        situation.vote(situation.authenticators.get(0), Choice.YES);
        assertThat(outcome(command).state()).isEqualTo(STARTED);

        situation.vote(situation.authenticators.get(1), Choice.YES);
        assertThat(outcome(command).state()).isEqualTo(SUCCEEDED);
    }

    @Test
    void tellsItsCallerThatItWaitsAndThenHowItEnded() {
        situation.gate("data-token.reserve");
        var command = reserve("letters");

        situation.approve();

        assertThat(platform.channels.told(CommandOutcome.class).stream()
                        .filter(told -> told.command().equals(command))
                        .map(CommandOutcome::state))
                .containsExactly(STARTED, SUCCEEDED);
    }

    @Test
    void isDeniedWhenTheTimeIsOver() {
        situation.gate("data-token.reserve");
        var command = reserve("letters");

        situation.vote(situation.authenticators.getFirst(), Choice.YES);
        platform.clock.advance(VotingSituation.TIME_LIMIT);
        platform.settle();

        assertThat(outcome(command).state()).isEqualTo(REJECTED);
        assertThat(outcome(command).body()).contains("policy.denied");
    }

    @Test
    void isDeniedWhenItsPollIsCancelled() {
        situation.gate("data-token.reserve");
        var command = reserve("letters");

        platform.submit(
                situation.owner, new VotingCommand.Cancel(polls().getFirst().id()));
        platform.settle();

        assertThat(outcome(command).state()).isEqualTo(REJECTED);
    }

    @Test
    void isCarriedOutOnceHoweverOftenItIsAskedFor() {
        situation.gate("data-token.reserve");
        var command = reserve("letters");
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

        assertThat(outcome(command).state()).isEqualTo(REJECTED);
        assertThat(outcome(command).body()).contains("device.not_pending");
    }

    @Test
    void isDeniedAtOnceWhereNobodyCouldAgree() {
        situation.gate("data-token.reserve");
        situation
                .authenticators
                .subList(0, 2)
                .forEach(device -> platform.submit(situation.owner, new AuthenticatorCommand.Remove(device)));

        var command = reserve("letters");

        assertThat(outcome(command).state()).isEqualTo(REJECTED);
        assertThat(outcome(command).body()).contains("policy.denied");
    }

    @Test
    void isDeniedWhenSoManyDevicesAreRemovedThatItCannotBeAgreedTo() {
        situation.gate("data-token.reserve");
        var command = reserve("letters");

        situation
                .authenticators
                .subList(0, 2)
                .forEach(device -> platform.submit(situation.owner, new DeviceCommand.Remove(device, false)));
        platform.settle();

        assertThat(outcome(command).state()).isEqualTo(REJECTED);
    }

    @Test
    void isHeldOnlyWhereThePolicyApplies() {
        situation.gate("data-token.reserve", new Conditions(Map.of(Parameter.CONTEXT, List.of("secret*"))));

        assertThat(outcome(reserve("letters")).state()).isEqualTo(SUCCEEDED);
        assertThat(outcome(reserve("secret-plans")).state()).isEqualTo(STARTED);
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
        anotherGate();
        var command = reserve("letters");
        assertThat(polls()).hasSize(2);

        situation.authenticators.forEach(device -> situation.ballotsOf(device).forEach(paper -> {
            if (paper.poll().equals(polls().getLast().id())) {
                platform.links.ballots.vote(device, paper, Choice.YES, platform.reports);
            }
        }));
        platform.settle();
        assertThat(outcome(command).state()).isEqualTo(STARTED);

        situation.authenticators.forEach(device -> situation
                .ballotsOf(device)
                .forEach(paper -> platform.links.ballots.vote(device, paper, Choice.YES, platform.reports)));
        platform.settle();
        assertThat(outcome(command).state()).isEqualTo(SUCCEEDED);
    }

    @Test
    void endsTheOtherVotesWithTheFirstNo() {
        situation.gate("data-token.reserve");
        anotherGate();
        var command = reserve("letters");
        var unanimous = polls().stream()
                .filter(poll -> poll.rules().strategy() instanceof Strategy.Unanimous)
                .findFirst()
                .orElseThrow();

        var device = situation.authenticators.getFirst();
        situation.ballotsOf(device).stream()
                .filter(paper -> paper.poll().equals(unanimous.id()))
                .forEach(paper -> platform.links.ballots.vote(device, paper, Choice.NO, platform.reports));
        platform.settle();

        assertThat(outcome(command).state()).isEqualTo(REJECTED);
        assertThat(polls()).extracting(Poll::state).containsExactlyInAnyOrder(PollState.REJECTED, PollState.CANCELLED);
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

            assertThat(outcome(command).state()).isEqualTo(REJECTED);
            assertThat(outcome(command).body()).contains("policy.denied");
            assertThat(polls()).extracting(Poll::state).containsOnly(PollState.CANCELLED);
        }

        @Test
        void whereWhatItIsAboutFallsUnderAnotherPolicyByNow() {
            var device = platform.aStorageDevice(situation.owner);
            platform.links.answerAtOnce(device, platform.reports);
            var token = platform.aToken(situation.owner, "data", device);
            situation.gate("data-token.delete");
            anotherGate("data-token.delete", new Conditions(Map.of(Parameter.CLASSIFICATION, List.of("secret"))));
            var command = platform.submit(situation.owner, new TokenCommand.Delete(token));
            assertThat(polls()).hasSize(1);

            platform.submit(
                    situation.owner,
                    new TokenCommand.ConfigureRisk(token, new Metadata(Map.of("classification", "secret"))));
            situation.approve();

            assertThat(outcome(command).state()).isEqualTo(REJECTED);
            assertThat(outcome(command).body()).contains("policy.denied");
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

        assertThat(outcome(command).state()).isEqualTo(STARTED);
        assertThat(polls()).hasSize(1);
    }

    @Test
    void cannotBeAgreedToWithTheSecretsOfARotatedDevice() {
        situation.gate("data-token.reserve");
        reserve("letters");
        var device = situation.authenticators.getFirst();

        platform.submit(situation.owner, new DeviceCommand.Rotate(device));
        platform.links.ballots.vote(device, Choice.YES, platform.reports);

        assertThat(polls().getFirst().tally().yes()).isZero();
    }

    @Nested
    class AVote {

        @Test
        void countsOnce() {
            situation.gate("data-token.reserve");
            var command = reserve("letters");
            var device = situation.authenticators.getFirst();

            situation.vote(device, Choice.YES);
            situation.vote(device, Choice.YES);

            assertThat(outcome(command).state()).isEqualTo(STARTED);
            assertThat(platform.outbox.types()).doesNotContain("authenticator.vote-refused");
        }

        @Test
        void isFinal() {
            situation.gate("data-token.reserve");
            var device = situation.authenticators.getFirst();
            reserve("letters");

            situation.vote(device, Choice.YES);
            situation.vote(device, Choice.NO);

            assertThat(polls().getFirst().tally().no()).isZero();
            assertThat(platform.outbox.types()).contains("authenticator.vote-refused");
        }

        @Test
        void thatIsLateCountsForNothing() {
            situation.gate("data-token.reserve");
            var command = reserve("letters");
            situation.vote(situation.authenticators.get(0), Choice.YES);

            platform.clock.advance(VotingSituation.TIME_LIMIT);
            platform.links.ballots.vote(situation.authenticators.get(1), Choice.YES, platform.reports);
            platform.settle();

            assertThat(outcome(command).state()).isEqualTo(REJECTED);
            assertThat(platform.outbox.types()).contains("authenticator.vote-refused");
        }

        @Test
        void ofAnotherDeviceCountsForNothing() {
            situation.gate("data-token.reserve");
            var command = reserve("letters");
            var paper = situation.ballotsOf(situation.authenticators.get(0)).getFirst();

            platform.links.ballots.vote(situation.authenticators.get(1), paper, Choice.NO, platform.reports);
            platform.links.ballots.vote(situation.authenticators.get(2), paper, Choice.NO, platform.reports);
            platform.settle();

            assertThat(outcome(command).state()).isEqualTo(STARTED);
            assertThat(platform.outbox.types()).contains("authenticator.vote-refused");
        }

        @Test
        void thatIsForgedCountsForNothing() {
            situation.gate("data-token.reserve");
            var command = reserve("letters");
            var device = situation.authenticators.getFirst();
            var paper = situation.ballotsOf(device).getFirst();

            platform.reports.voted(
                    device, paper.ballot(), Choice.NO, "", platform.clock.instant(), Bytes.wrap(new byte[64]));

            assertThat(polls().getFirst().tally().cast()).isZero();
            assertThat(outcome(command).state()).isEqualTo(STARTED);
            assertThat(platform.outbox.types()).contains("authenticator.vote-refused");
        }
    }

    @Nested
    class ASignIn {

        @Test
        void isPermittedOnceToWhoeverShowsThePasswordAgain() {
            situation.gate("profile.authenticate");
            var permit = heldSignIn();
            situation.approve();

            assertThat(signIn(permit).token()).isNotBlank();

            assertThat(catchThrowableOfType(Refusal.class, () -> signIn(permit)))
                    .isNotNull();
        }

        @Test
        void isNotPermittedBeforeTheVotesAgree() {
            situation.gate("profile.authenticate");
            var permit = heldSignIn();

            assertThat(catchThrowableOfType(Refusal.class, () -> signIn(permit)))
                    .isNotNull();
        }

        @Test
        void isNotPermittedFiveMinutesLater() {
            situation.gate("profile.authenticate");
            var permit = heldSignIn();
            situation.approve();

            platform.clock.advance(Duration.ofMinutes(5));

            assertThat(catchThrowableOfType(Refusal.class, () -> signIn(permit)))
                    .isNotNull();
        }

        @Test
        void isNotAskedOfVotersWithAWrongPassword() {
            situation.gate("profile.authenticate");

            assertThat(catchThrowableOfType(
                            Refusal.class,
                            () -> platform.ask(
                                    Caller.anonymous("10.0.0.1"), new Authenticate(situation.username, "wrong"))))
                    .isNotNull();

            assertThat(polls()).isEmpty();
        }

        private CommandId heldSignIn() {
            return catchThrowableOfType(
                            Held.class,
                            () -> platform.ask(
                                    Caller.anonymous("10.0.0.1"),
                                    new Authenticate(situation.username, PlatformInMemory.PASSWORD)))
                    .command();
        }

        private IssuedToken signIn(CommandId permit) {
            return platform.ask(
                    Caller.anonymous("10.0.0.1"),
                    new Authenticate(situation.username, PlatformInMemory.PASSWORD, Optional.of(permit)));
        }
    }

    private void anotherGate() {
        anotherGate("data-token.reserve", Conditions.NONE);
    }

    private void anotherGate(String operation, Conditions conditions) {
        platform.submit(
                situation.owner,
                new VotingCommand.RegisterConfiguration(new Terms(
                        new Name("unanimous"),
                        new Strategy.Unanimous(),
                        VotingSituation.TIME_LIMIT,
                        Set.of(),
                        Optional.of(3),
                        Optional.empty())));
        platform.submit(
                situation.owner,
                new PolicyCommand.Register(
                        "data-access",
                        Set.of(operation),
                        Optional.of(new Name("another")),
                        conditions,
                        Optional.empty(),
                        Optional.of("unanimous")));
        platform.submit(situation.owner, new PolicyCommand.Activate("another"));
    }

    private List<Poll> polls() {
        return platform.ask(situation.owner, new ListPolls(Optional.empty(), Paging.FIRST))
                .items();
    }

    private CommandId reserve(String context) {
        return platform.submit(
                situation.owner, new TokenCommand.Reserve(new DataContext(context), new Ttl(5), Metadata.EMPTY));
    }

    private StatusView outcome(CommandId command) {
        return platform.outcome(situation.owner, command);
    }
}
