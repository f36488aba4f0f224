package io.privicore.application.policy;

import static io.privicore.application.query.CommandState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.query.DeviceQuery.ConfigurationView;
import io.privicore.application.query.DeviceQuery.RetrieveConfiguration;
import io.privicore.application.query.VotingQuery.CastBallot;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.kernel.Secret;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Choice;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AVoteOverHttpTest {

    private static final String HERE = "10.0.0.1";
    private static final String ELSEWHERE = "10.0.0.2";

    private final VotingSituation situation = new VotingSituation();
    private final PlatformInMemory platform = situation.platform;
    private final DeviceId device = situation.authenticators.getFirst();
    private final ConfigurationView secrets = anotherConfiguration();
    private final CommandId command = held();

    @Test
    void countsUnderTheSecretOfTheDevice() {
        assertThat(cast(HERE, secrets.clientId(), secrets.clientSecret())).isTrue();
        situation.vote(situation.authenticators.get(1), Choice.YES);

        assertThat(situation.outcome(command).state()).isEqualTo(SUCCEEDED);
    }

    @Test
    void isThrottledAfterWrongSecretsButNeverLockedOut() {
        for (int i = 0; i < 4; i++) {
            assertRefused(Reason.INVALID_CREDENTIALS, HERE, secrets.clientId(), new Secret("guess " + i));
        }

        assertRefused(Reason.THROTTLED, ELSEWHERE, secrets.clientId(), secrets.clientSecret());

        platform.clock.advance(Duration.ofSeconds(1));
        assertThat(cast(ELSEWHERE, secrets.clientId(), secrets.clientSecret())).isTrue();
    }

    @Test
    void isThrottledByTheAddressThatGuessesManyClientIds() {
        for (int i = 0; i < 4; i++) {
            assertRefused(Reason.INVALID_CREDENTIALS, HERE, "client " + i, new Secret("guess"));
        }

        assertRefused(Reason.THROTTLED, HERE, secrets.clientId(), secrets.clientSecret());

        assertThat(cast(ELSEWHERE, secrets.clientId(), secrets.clientSecret())).isTrue();
        assertThat(platform.signIn(situation.username)).isNotNull();
    }

    @Test
    void isToldWhereItsSecretIsWrong() {
        assertRefused(Reason.INVALID_CREDENTIALS, HERE, secrets.clientId(), new Secret("guess"));

        assertThat(platform.outbox.types()).contains("authenticator.vote-refused");
    }

    @Test
    void isRefusedWhileTheOwnerIsSuspended() {
        var ballot = ballot();
        var votes = situation.suspendOwner();

        assertRefused(
                Reason.PROFILE_SUSPENDED,
                () -> platform.ask(
                        Caller.anonymous(HERE),
                        new CastBallot(
                                secrets.clientId(), secrets.clientSecret(), ballot, Choice.YES, "", Optional.empty())));

        assertThat(votes.getAsInt()).isZero();
    }

    private boolean cast(String address, String clientId, Secret secret) {
        return platform.ask(
                Caller.anonymous(address),
                new CastBallot(clientId, secret, ballot(), Choice.YES, "", Optional.empty()));
    }

    private void assertRefused(Reason reason, String address, String clientId, Secret secret) {
        assertRefused(reason, () -> cast(address, clientId, secret));
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> assertThat(refusal.reason())
                .isEqualTo(reason));
    }

    private BallotId ballot() {
        return situation
                .polls()
                .getFirst()
                .current()
                .filter(ballot -> ballot.device().equals(device))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private ConfigurationView anotherConfiguration() {
        platform.submit(situation.owner, new DeviceCommand.Rotate(device));
        return platform.ask(situation.owner, new RetrieveConfiguration(device));
    }

    private CommandId held() {
        situation.gate("data-token.reserve");
        return situation.reserve("letters");
    }
}
