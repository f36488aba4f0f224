package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.port.Placements.Held;
import io.privicore.application.port.Placements.PlacementState;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import java.util.Map;
import org.junit.jupiter.api.Test;

public abstract class UploadsContract extends PersistenceContract {

    private final ProfileId owner = aProfileId();
    private final Placement placement = aPlacement(1);
    private final StorageRef ref = placement.ref();

    @Test
    void anUploadIsStagedFromItsBeginningAndSweptWhenItStops() {
        begin();

        assertThat(abandoned(1)).isTrue();
        inUnit(() -> ports().placements().discard(ref));

        assertThat(goesOn(2)).isFalse();
        assertThat(inUnit(() -> ports().uploads().end(placement))).isFalse();
    }

    @Test
    void anUploadThatGoesOnIsNotAbandoned() {
        begin();

        assertThat(goesOn(600)).isTrue();

        assertThat(abandoned(600)).isFalse();
        assertThat(abandoned(601)).isTrue();
    }

    @Test
    void noReportFitsBeforeAllIsThere() {
        begin();
        assertThat(matches()).isFalse();

        assertThat(inUnit(() -> ports().uploads().end(placement))).isTrue();

        assertThat(matches()).isTrue();
        assertThat(goesOn(1)).isFalse();
    }

    @Test
    void whatWasUploadedBecomesPartOfItsToken() {
        var reserved = aReservation(owner);
        inUnit(() -> ports().uploads().begin(owner, reserved.id(), ref, 1, NOW));
        inUnit(() -> ports().uploads().end(placement));

        inUnit(() -> ports().dataTokens()
                .save(reserved.exchange(placement, reserved.id().value(), NOW)));

        var found = (io.privicore.domain.token.DataToken.Reserved)
                ports().dataTokens().find(reserved.id()).orElseThrow();
        assertThat(found.pending().orElseThrow().placement()).isEqualTo(placement);
    }

    @Test
    void anUploadIsAbandonedUnlessItBecamePartOfItsToken() {
        var reserved = aReservation(owner);
        inUnit(() -> ports().uploads().begin(owner, reserved.id(), ref, 1, NOW));
        inUnit(() -> ports().uploads().end(placement));
        inUnit(() -> ports().dataTokens()
                .save(reserved.exchange(placement, reserved.id().value(), NOW)));
        assertThat(inUnit(() -> ports().uploads().abandon(ref))).isFalse();

        var other = aPlacement(1);
        inUnit(() -> ports().uploads().begin(owner, reserved.id(), other.ref(), 1, NOW));
        assertThat(inUnit(() -> ports().uploads().abandon(other.ref()))).isTrue();
        assertThat(inUnit(() -> ports().uploads().abandon(other.ref()))).isFalse();
        assertThat(inUnit(() -> ports().uploads().goOn(other.ref(), NOW))).isFalse();
    }

    @Test
    void whatWaitsForVotesIsKeptUntilThen() {
        begin();
        inUnit(() -> ports().uploads().end(placement));

        inUnit(() -> {
            ports().uploads().keep(ref, NOW.plusSeconds(900));
            return true;
        });

        assertThat(abandoned(900)).isFalse();
        assertThat(abandoned(901)).isTrue();
        assertThat(inUnit(() -> ports().uploads().staged(ref))).contains(placement);
    }

    @Test
    void whatWaitsForVotesIsKeptWhileItsReservationIsThere() {
        var reserved = aReservation(owner);
        inUnit(() -> ports().uploads().begin(owner, reserved.id(), ref, 1, NOW));
        inUnit(() -> ports().uploads().end(placement));
        inUnit(() -> ports().uploads().keep(ref, NOW.plusSeconds(900)));
        assertThat(abandoned(3600)).isFalse();

        inUnit(() -> ports().dataTokens().save(reserved.expire(NOW.plusSeconds(3600))));

        assertThat(abandoned(3600)).isTrue();
    }

    @Test
    void whatBecamePartOfItsTokenIsNotStagedAnyMore() {
        var reserved = aReservation(owner);
        inUnit(() -> ports().uploads().begin(owner, reserved.id(), ref, 1, NOW));
        inUnit(() -> ports().uploads().end(placement));

        inUnit(() -> ports().dataTokens()
                .save(reserved.exchange(placement, reserved.id().value(), NOW)));

        assertThat(inUnit(() -> ports().uploads().staged(ref))).isEmpty();
    }

    @Test
    void anUploadThatWasNotCommittedIsNotThere() {
        inFailingUnit(this::begin);

        assertThat(goesOn(1)).isFalse();
    }

    private void begin() {
        var reservation = aReservationId();
        ports().uploads().begin(owner, reservation, ref, 1, NOW);
    }

    private static io.privicore.domain.token.TokenId aReservationId() {
        return new io.privicore.domain.token.TokenId(java.util.UUID.randomUUID());
    }

    private boolean goesOn(int seconds) {
        return inUnit(() -> ports().uploads().goOn(ref, NOW.plusSeconds(seconds)));
    }

    private boolean abandoned(int seconds) {
        return inUnit(() -> ports().placements().abandoned(NOW.plusSeconds(seconds), 10_000)).stream()
                .filter(held -> held.ref().equals(ref))
                .map(Held::state)
                .anyMatch(PlacementState.STAGED::equals);
    }

    private boolean matches() {
        return !inUnit(() -> ports().placements().matching(Map.of(ref, placement.digests())))
                .isEmpty();
    }
}
