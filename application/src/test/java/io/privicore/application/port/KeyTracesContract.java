package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

public abstract class KeyTracesContract extends PersistenceContract {

    @Test
    void theFirstFingerprintStands() {
        var stands = traces().note("0a1b");

        assertThat(traces().note("ffff")).isEqualTo(stands);
        assertThat(traces().fingerprint()).contains(stands);
    }

    @Test
    void aKeyThatWrapsSomethingIsKnownByItsNumber() {
        var owner = aProfileId();
        var token = aReservation(owner).id();
        inUnit(() -> ports().placements().stage(owner, token, aPlacement(1)));

        assertThat(traces().wrappedBeyond(0)).isTrue();
        assertThat(traces().wrappedBeyond(Integer.MAX_VALUE)).isFalse();
    }

    private KeyTraces traces() {
        return ports().keyTraces();
    }
}
