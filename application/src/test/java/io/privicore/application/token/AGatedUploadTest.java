package io.privicore.application.token;

import static io.privicore.application.query.CommandState.REJECTED;
import static io.privicore.application.query.CommandState.STARTED;
import static io.privicore.application.query.CommandState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.query.Paging;
import io.privicore.application.query.TokenQuery.ListTokens;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.voting.Choice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AGatedUploadTest extends StreamSituation {

    private final DeviceId store = aPromptDevice();
    private final DeviceId voter = platform.anAuthenticator(owner);
    private final CommandId reservation = platform.reserve(owner, 5);

    @BeforeEach
    void gate() {
        platform.submit(
                owner,
                new PolicyCommand.Register(
                        "data-access",
                        Set.of("data-token.exchange"),
                        Optional.of(new Name("the gate")),
                        Conditions.NONE,
                        Optional.empty(),
                        Optional.empty()));
        platform.submit(owner, new PolicyCommand.Activate("the gate"));
    }

    @Test
    void goesToTheDevicesAtOnceAndBelongsToNoToken() throws Exception {
        var held = upload(streamToken(reservation), data(3 * CHUNK)).held().orElseThrow();

        assertThat(platform.outcome(owner, held).state()).isEqualTo(STARTED);
        assertThat(platform.outcome(owner, reservation).body()).isEmpty();
        assertThat(platform.links.heldBy(store)).isNotEmpty();
        assertThat(tokens()).isEmpty();
    }

    @Test
    void becomesATokenOnceApproved() throws Exception {
        var held = upload(streamToken(reservation), data(3 * CHUNK)).held().orElseThrow();

        vote(Choice.YES);

        assertThat(platform.outcome(owner, held).state()).isEqualTo(SUCCEEDED);
        assertThat(platform.outcome(owner, held).body())
                .isEqualTo(platform.outcome(owner, reservation).body());
        assertThat(read(tokenOf(reservation))).isEqualTo(data(3 * CHUNK));
    }

    @Test
    void losesItsKeyAndIsErasedOnceDenied() throws Exception {
        var held = upload(streamToken(reservation), data(3 * CHUNK)).held().orElseThrow();

        vote(Choice.NO);
        platform.links.work(store, platform.reports);
        platform.settle();

        assertThat(platform.outcome(owner, held).state()).isEqualTo(REJECTED);
        assertThat(platform.outcome(owner, held).body()).contains(Reason.POLICY_DENIED.key());
        assertThat(platform.links.heldBy(store)).isEmpty();
        assertThat(tokens()).isEmpty();
    }

    @Test
    void isKeptAsLongAsTheVoteLasts() throws Exception {
        upload(streamToken(reservation), data(3 * CHUNK));

        platform.clock.advance(Duration.ofSeconds(299));
        platform.keepHouse();
        vote(Choice.YES);

        assertThat(read(tokenOf(reservation))).isEqualTo(data(3 * CHUNK));
    }

    @Test
    void isKeptForAFurtherAttemptThatBeginsLongAfterTheFirst() throws Exception {
        platform.submit(owner, new AuthenticatorCommand.SetAttempts(2));
        var held = upload(streamToken(reservation), data(3 * CHUNK)).held().orElseThrow();

        platform.clock.advance(Duration.ofHours(2));
        platform.keepHouse();
        platform.clock.advance(Duration.ofSeconds(299));
        platform.keepHouse();
        vote(Choice.YES);

        assertThat(platform.outcome(owner, held).state()).isEqualTo(SUCCEEDED);
        assertThat(read(tokenOf(reservation))).isEqualTo(data(3 * CHUNK));
    }

    @Test
    void goesWithItsReservationWhenNoAttemptAgrees() throws Exception {
        platform.submit(owner, new AuthenticatorCommand.SetAttempts(2));
        var held = upload(streamToken(reservation), data(3 * CHUNK)).held().orElseThrow();

        platform.clock.advance(Duration.ofHours(2));
        platform.keepHouse();
        platform.clock.advance(Duration.ofSeconds(300));
        platform.keepHouse();
        platform.links.work(store, platform.reports);
        platform.clock.advance(Duration.ofMinutes(15));
        platform.keepHouse();

        assertThat(platform.outcome(owner, held).body()).contains(Reason.POLICY_DENIED.key());
        assertThat(platform.links.heldBy(store)).isEmpty();
        assertThat(platform.outbox.types()).contains("data-token.expired");
    }

    @Test
    void isRejectedWhereNoDeviceHasItAnyMore() throws Exception {
        var held = upload(streamToken(reservation), data(3 * CHUNK)).held().orElseThrow();
        platform.submit(owner, new DeviceCommand.Remove(store, true));
        platform.settle();

        vote(Choice.YES);

        assertThat(platform.outcome(owner, held).body()).contains(Reason.STORAGE_NO_DEVICE.key());
        assertThat(tokens()).isEmpty();
    }

    @Test
    void losesAgainstAnotherThatWasApprovedFirst() throws Exception {
        var first = upload(streamToken(reservation), data(CHUNK)).held().orElseThrow();
        var second = upload(streamToken(reservation), data(2 * CHUNK)).held().orElseThrow();

        platform.links.ballots.papersOf(voter).forEach(paper -> {
            platform.links.ballots.vote(voter, paper, Choice.YES, platform.reports);
            platform.settle();
        });

        assertThat(List.of(
                        platform.outcome(owner, first).state(),
                        platform.outcome(owner, second).state()))
                .containsExactlyInAnyOrder(SUCCEEDED, REJECTED);
        assertThat(tokens()).hasSize(1);
    }

    private void vote(Choice choice) {
        platform.links.ballots.vote(voter, choice, platform.reports);
        platform.settle();
    }

    private List<?> tokens() {
        return platform.ask(owner, new ListTokens(List.of(), false, Paging.FIRST))
                .items();
    }
}
