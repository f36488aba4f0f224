package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.port.Erasures.Open;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public abstract class ErasuresContract extends PersistenceContract {

    private final ProfileId owner = aProfileId();
    private final TokenId token = new TokenId(UUID.randomUUID());
    private final StorageRef ref = new StorageRef(UUID.randomUUID());

    @Test
    void anErasureThatWasNotBegunIsNotThere() {
        inFailingUnit(() -> ports().erasures().begin(owner, token, ref, Set.of(aDeviceId()), NOW));

        assertThat(ports().erasures().open(token)).isEmpty();
    }

    @Test
    void isOpenUntilEveryDeviceConfirmedIt() {
        var one = aDeviceId();
        var two = aDeviceId();
        ports().erasures().begin(owner, token, ref, Set.of(one, two), NOW);
        ports().erasures().begin(owner, token, ref, Set.of(one), NOW);

        assertThat(ports().erasures().open(token))
                .containsExactlyInAnyOrder(new Open(owner, token, ref, one), new Open(owner, token, ref, two));
        assertThat(ports().erasures().confirmed(one, List.of(ref, new StorageRef(UUID.randomUUID())), NOW))
                .containsExactly(new Open(owner, token, ref, one));
        assertThat(ports().erasures().confirmed(one, List.of(ref), NOW)).isEmpty();
        assertThat(ports().erasures().open(token)).containsExactly(new Open(owner, token, ref, two));
        assertThat(ports().erasures().openSince(token)).contains(NOW);
    }

    @Test
    void aDeviceThatIsGoneIsNotWaitedFor() {
        var device = aDeviceId();
        ports().erasures().begin(owner, token, ref, Set.of(device), NOW);

        ports().erasures().forget(device);

        assertThat(ports().erasures().open(token)).isEmpty();
    }
}
