package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.privicore.application.port.Stocks.Expected;
import io.privicore.application.port.Stocks.Placed;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.DataToken;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class StocksContract extends PersistenceContract {

    private final ProfileId owner = aProfileId();

    @SuppressWarnings("NullAway.Init")
    private Device device;

    @SuppressWarnings("NullAway.Init")
    private Device other;

    @BeforeEach
    void addDevices() {
        device = aStorageDevice(owner);
        other = aStorageDevice(owner);
    }

    private Stocks stocks() {
        return ports().stocks();
    }

    @Test
    void aDeviceThatIsGoneForGoodHoldsNothing() {
        var placement = aPresent();
        inUnit(() -> ports().placements().held(device.id(), List.of(placement.ref()), NOW));
        inUnit(() -> ports().placements().held(other.id(), List.of(placement.ref()), NOW));

        inUnit(() -> stocks().forget(device.id()));

        assertThat(ports().placements().holders(placement.ref())).containsExactly(other.id());
    }

    @Test
    void presentVersionsAreExpected() {
        var held = aPresent();
        var unheld = aPresent();
        inUnit(() -> ports().placements().held(device.id(), List.of(held.ref()), NOW));

        assertThat(stocks().expected(device.id(), 0, 255))
                .containsExactlyInAnyOrder(expected(held, true), expected(unheld, false));
        assertThat(stocks().expected(other.id(), 0, 255))
                .containsExactlyInAnyOrder(expected(held, false), expected(unheld, false));
        assertThat(stocks().expected(aStorageDevice(aProfileId()).id(), 0, 255)).isEmpty();
    }

    @Test
    void eachFallsIntoOneBucketByItsLastByte() {
        var placement = aPresent();
        int bucket = Integer.parseInt(placement.ref().toString().substring(34), 16);

        assertThat(stocks().expected(device.id(), bucket, bucket)).hasSize(1);
        if (bucket > 0) {
            assertThat(stocks().expected(device.id(), 0, bucket - 1)).isEmpty();
        }
        if (bucket < 255) {
            assertThat(stocks().expected(device.id(), bucket + 1, 255)).isEmpty();
        }
    }

    @Test
    void whatIsOnItsWayIsKnownAndNotExpected() {
        var staged = aPlacement(1);
        var pending = aPlacement(1);
        var reserved = aReservation(owner);
        inUnit(() -> ports().placements().stage(owner, reserved.id(), staged));
        inUnit(() -> ports().placements().stage(owner, reserved.id(), pending));
        inUnit(() -> ports().dataTokens().save(reserved.exchange(pending, UUID.randomUUID(), NOW)));

        assertThat(stocks().expected(device.id(), 0, 255)).isEmpty();
        assertThat(stocks().present(device.id(), List.of(staged.ref(), pending.ref())))
                .isEmpty();
        assertThat(stocks().known(device.id(), List.of(staged.ref(), pending.ref(), aRef())))
                .containsExactlyInAnyOrder(staged.ref(), pending.ref());
    }

    @Test
    void whatWasDeletedIsUnknown() {
        var placement = aPresent();
        var token = (DataToken.Permanent) ports().dataTokens()
                .find(stocks().present(device.id(), List.of(placement.ref()))
                        .getFirst()
                        .token())
                .orElseThrow();

        inUnit(() -> ports().dataTokens().save(token.delete(UUID.randomUUID(), NOW)));

        assertThat(stocks().known(device.id(), List.of(placement.ref()))).isEmpty();
        assertThat(stocks().expected(device.id(), 0, 255)).isEmpty();
    }

    @Test
    void whatIsPresentComesWithItsHolders() {
        var placement = aPresent();
        inUnit(() -> ports().placements().held(device.id(), List.of(placement.ref()), NOW));
        inUnit(() -> ports().placements().held(other.id(), List.of(placement.ref()), NOW));
        var unheld = aPresent();

        assertThat(stocks().present(device.id(), List.of(placement.ref(), unheld.ref(), aRef())))
                .extracting(Placed::placement, Placed::holders)
                .containsExactlyInAnyOrder(tuple(placement, Set.of(device.id(), other.id())), tuple(unheld, Set.of()));
        assertThat(stocks().present(aStorageDevice(aProfileId()).id(), List.of(placement.ref())))
                .isEmpty();
    }

    @Test
    void whatADeviceLostItIsNotKnownToHold() {
        var one = aPresent();
        var two = aPresent();
        inUnit(() -> ports().placements().held(device.id(), List.of(one.ref(), two.ref()), NOW));
        inUnit(() -> ports().placements().held(other.id(), List.of(one.ref()), NOW));

        assertThat(inUnit(() -> stocks().lost(device.id(), List.of(one.ref(), two.ref(), aRef()))))
                .isEqualTo(2);
        assertThat(inUnit(() -> stocks().lost(device.id(), List.of(one.ref())))).isZero();

        assertThat(ports().placements().holders(one.ref())).containsExactly(other.id());
    }

    @Test
    void aSampleGoesOnFromTheFirstWhenItCameToTheLast() {
        var one = aPresent();
        var two = aPresent();
        var three = aPresent();
        var refs = List.of(one.ref(), two.ref(), three.ref());
        inUnit(() -> ports().placements().held(device.id(), refs, NOW));

        for (var from : refs) {
            var sample = stocks().heldBy(device.id(), from, 2);

            assertThat(sample).hasSize(2).doesNotHaveDuplicates();
            assertThat(sample.getFirst().placement().ref()).isEqualTo(from);
        }
        assertThat(stocks().heldBy(device.id(), one.ref(), 10)).hasSize(3);
        assertThat(stocks().heldBy(other.id(), one.ref(), 10)).isEmpty();
    }

    @Nested
    final class OfASharedDevice {

        private final DirectoryId directory = aDirectoryId();
        private final ProfileId stranger = aProfileId();

        @SuppressWarnings("NullAway.Init")
        private Device shared;

        @BeforeEach
        void shareIt() {
            shared = aStorageDevice(aProfileId());
            share(directory, owner, shared.id());
        }

        @Test
        void isWhatAllHaveWhomItStoresFor() {
            var placement = aPresent();
            var ofItsOwner = aPermanentToken(shared.owner()).placement();
            var foreign = aPermanentToken(stranger).placement();
            var refs = List.of(placement.ref(), ofItsOwner.ref(), foreign.ref());
            inUnit(() -> ports().placements().held(shared.id(), List.of(placement.ref()), NOW));

            assertThat(stocks().expected(shared.id(), 0, 255))
                    .containsExactlyInAnyOrder(expected(placement, true), expected(ofItsOwner, false));
            assertThat(stocks().known(shared.id(), refs)).containsExactlyInAnyOrder(placement.ref(), ofItsOwner.ref());
            assertThat(stocks().present(shared.id(), refs))
                    .extracting(Placed::owner)
                    .containsExactlyInAnyOrder(owner, shared.owner());
            assertThat(stocks().expected(device.id(), 0, 255)).containsExactly(expected(placement, false));
        }

        @Test
        void isCountedOnceWhereSeveralDirectoriesShareIt() {
            share(aDirectoryId(), owner, shared.id());
            var placement = aPresent();

            assertThat(stocks().expected(shared.id(), 0, 255)).containsExactly(expected(placement, false));
        }

        @Test
        void isNothingOnceThatHasEnded() {
            var placement = aPresent();
            inUnit(() -> ports().placements().held(shared.id(), List.of(placement.ref()), NOW));
            inUnit(() -> ports().placements().held(device.id(), List.of(placement.ref()), NOW));

            unshare(directory, owner, shared.id());
            inUnit(() -> stocks().forget(owner, shared.id(), NOW));

            assertThat(stocks().expected(shared.id(), 0, 255)).isEmpty();
            assertThat(stocks().known(shared.id(), List.of(placement.ref()))).isEmpty();
            assertThat(stocks().present(shared.id(), List.of(placement.ref()))).isEmpty();
            assertThat(stocks().heldBy(shared.id(), placement.ref(), 10)).isEmpty();
            assertThat(ports().placements().holders(placement.ref())).containsExactly(device.id());
        }

        @Test
        void hasNothingFromBeforeItEndedWhenItBeginsAnew() {
            var before = aPresent();
            unshare(directory, owner, shared.id());
            inUnit(() -> stocks().forget(owner, shared.id(), NOW));
            inUnit(() -> stocks().forget(owner, shared.id(), NOW.plusSeconds(1)));

            share(directory, owner, shared.id());

            assertThat(stocks().expected(shared.id(), 0, 255)).isEmpty();
            assertThat(stocks().known(shared.id(), List.of(before.ref()))).isEmpty();
            assertThat(inUnit(() -> ports().placements().held(shared.id(), List.of(before.ref()), NOW)))
                    .isEmpty();
            assertThat(inUnit(() -> ports().placements().lock(before.ref(), Set.of(shared.id()), NOW)))
                    .isEmpty();
        }

        @Test
        void hasWhatWasSealedSinceItBeganAnew() {
            unshare(directory, owner, shared.id());
            inUnit(() -> stocks().forget(owner, shared.id(), NOW.minusSeconds(1)));
            share(directory, owner, shared.id());

            var placement = aPresent();

            assertThat(stocks().expected(shared.id(), 0, 255)).containsExactly(expected(placement, false));
        }
    }

    private static Expected expected(Placement placement, boolean noted) {
        return new Expected(placement.ref(), placement.version(), placement.digests(), noted);
    }

    private static StorageRef aRef() {
        return new StorageRef(UUID.randomUUID());
    }

    private Placement aPresent() {
        return aPermanentToken(owner).placement();
    }
}
