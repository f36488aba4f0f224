package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.port.Placements.Held;
import io.privicore.application.port.Placements.PlacementState;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.device.Device;
import io.privicore.domain.directory.DirectoryEvent;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.Attributes;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.DataToken;
import io.privicore.domain.token.FileMeta;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.token.Ttl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class DataTokensContract extends PersistenceContract {

    private static final Attributes ATTRIBUTES = new Attributes(
            Optional.of(new FileMeta(new Name("report"), "pdf", "quarter", 12, "/tmp")),
            new Metadata(Map.of("label", "secret")),
            new Metadata(Map.of("type", "text")));

    private final ProfileId owner = aProfileId();

    @Test
    void aTokenThatWasNotSavedIsNotThere() {
        var id = new TokenId(UUID.randomUUID());
        var temporary = aSealedToken("tmp-" + id);

        inFailingUnit(() -> ports().dataTokens()
                .save(
                        DataToken.reserve(id, owner, new DataContext("c"), new Ttl(5), Attributes.NONE, temporary, NOW),
                        UUID.randomUUID()));

        assertThat(ports().dataTokens().find(id)).isEmpty();
        assertThatThrownBy(() -> ports().dataTokens().get(owner, temporary.hash()))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.DATA_TOKEN_NOT_FOUND));
    }

    @Nested
    class AReservation {

        @Test
        void isReadBackAsItWas() {
            var command = UUID.randomUUID();
            var id = new TokenId(UUID.randomUUID());
            var change = DataToken.reserve(
                    id, owner, new DataContext("c"), new Ttl(5), ATTRIBUTES, aSealedToken("tmp-" + id), NOW);

            inUnit(() -> ports().dataTokens().save(change, command));

            var read = ports().dataTokens().find(id).orElseThrow();
            assertThat(read)
                    .usingRecursiveComparison()
                    .ignoringFields("revision")
                    .isEqualTo(change.after());
            assertThat(read.revision()).isEqualTo(1);
            assertThat(ports().dataTokens().reservedBy(owner, command)).contains(read);
            assertThat(ports().dataTokens().reservedBy(aProfileId(), command)).isEmpty();
            assertThat(ports().dataTokens()
                            .get(owner, change.after().temporary().hash()))
                    .isEqualTo(read);
            assertThatThrownBy(() -> ports().dataTokens()
                            .get(aProfileId(), change.after().temporary().hash()))
                    .isInstanceOf(Refusal.class);
        }

        @Test
        void holdsAPlacementThatWasStaged() {
            var reserved = aReservation(owner);
            var placement = aPlacement(1);
            inUnit(() -> ports().placements().stage(owner, reserved.id(), placement));

            inUnit(() -> ports().dataTokens().save(reserved.exchange(placement, UUID.randomUUID(), NOW)));

            var read = (DataToken.Reserved)
                    ports().dataTokens().find(reserved.id()).orElseThrow();
            assertThat(read.pending().orElseThrow().placement()).isEqualTo(placement);
            assertThat(ports().placements().abandoned(NOW.plusSeconds(1), 1000))
                    .noneMatch(held -> held.token().equals(reserved.id()));
        }

        @Test
        void refusesAPlacementThatWasDiscarded() {
            var reserved = aReservation(owner);
            var placement = aPlacement(1);
            inUnit(() -> ports().placements().stage(owner, reserved.id(), placement));
            inUnit(() -> ports().placements().discard(placement.ref()));

            assertThatThrownBy(() -> inUnit(
                            () -> ports().dataTokens().save(reserved.exchange(placement, UUID.randomUUID(), NOW))))
                    .isInstanceOf(Stale.class);
        }

        @Test
        void losesItsPlacementWhenItExpires() {
            var reserved = aReservation(owner);
            var placement = aPlacement(1);
            var device = aStorageDevice(owner);
            inUnit(() -> ports().placements().stage(owner, reserved.id(), placement));
            inUnit(() -> ports().placements().held(device.id(), List.of(placement.ref()), NOW));
            inUnit(() -> ports().dataTokens().save(reserved.exchange(placement, UUID.randomUUID(), NOW)));
            var pending = (DataToken.Reserved)
                    ports().dataTokens().find(reserved.id()).orElseThrow();

            inUnit(() -> ports().dataTokens().save(pending.expire(NOW)));

            assertThat(ports().dataTokens().find(reserved.id()).orElseThrow()).isInstanceOf(DataToken.Expired.class);
            assertThat(ports().placements().holders(placement.ref())).isEmpty();
            assertThat(inUnit(() -> ports().placements().held(device.id(), List.of(placement.ref()), NOW)))
                    .isEmpty();
        }
    }

    @Nested
    class APermanentToken {

        @Test
        void isFoundByBothOfItsTokens() {
            var token = aPermanentToken(owner, ATTRIBUTES, "c", "dtk-" + UUID.randomUUID());

            assertThat(ports().dataTokens().get(owner, token.token().hash())).isEqualTo(token);
            assertThat(ports().dataTokens().get(owner, token.temporary().hash()))
                    .isEqualTo(token);
            assertThat(token.attributes()).isEqualTo(ATTRIBUTES);
        }

        @Test
        void refusesAChangeOfAStaleRevision() {
            var token = aPermanentToken(owner);
            inUnit(() -> ports().dataTokens().save(token.classify(new Metadata(Map.of("a", "b")), NOW)));

            assertThatThrownBy(() -> inUnit(() -> ports().dataTokens().save(token.delete(UUID.randomUUID(), NOW))))
                    .isInstanceOf(Stale.class);

            assertThat(ports().dataTokens().find(token.id()).orElseThrow()).isInstanceOf(DataToken.Permanent.class);
        }

        @Test
        void keepsTheOldVersionUntilTheNewOneIsComplete() {
            var token = aPermanentToken(owner);
            var next = aPlacement(2);
            var device = aStorageDevice(owner);
            inUnit(() -> ports().placements().stage(owner, token.id(), next));
            inUnit(() -> ports().dataTokens().save(token.update(next, UUID.randomUUID(), ATTRIBUTES)));
            var updating =
                    (DataToken.Permanent) ports().dataTokens().find(token.id()).orElseThrow();
            inUnit(() -> ports().placements()
                    .held(device.id(), List.of(token.placement().ref(), next.ref()), NOW));

            inUnit(() -> ports().dataTokens().save(updating.complete(NOW)));

            var updated =
                    (DataToken.Permanent) ports().dataTokens().find(token.id()).orElseThrow();
            assertThat(updating.placement()).isEqualTo(token.placement());
            assertThat(updating.pending().orElseThrow().placement()).isEqualTo(next);
            assertThat(updating.pending().orElseThrow().attributes()).isEqualTo(ATTRIBUTES);
            assertThat(updated.placement()).isEqualTo(next);
            assertThat(updated.pending()).isEmpty();
            assertThat(ports().placements().holders(token.placement().ref())).isEmpty();
            assertThat(ports().placements().holders(next.ref())).containsExactly(device.id());
        }

        @Test
        void leavesNoPlacementWhenItIsDeleted() {
            var token = aPermanentToken(owner);
            var device = aStorageDevice(owner);
            inUnit(() -> ports().placements()
                    .held(device.id(), List.of(token.placement().ref()), NOW));

            inUnit(() -> ports().dataTokens().save(token.delete(UUID.randomUUID(), NOW)));

            var read = ports().dataTokens().get(owner, token.token().hash());
            assertThat(read).isInstanceOf(DataToken.Deleted.class);
            assertThat(ports().placements().holders(token.placement().ref())).isEmpty();
        }
    }

    @Nested
    class AReportOfADevice {

        @Test
        void isKnownToTheNext() {
            var token = aPermanentToken(owner);
            var ref = token.placement().ref();
            var one = aStorageDevice(owner).id();
            var two = aStorageDevice(owner).id();

            var first = inUnit(() -> ports().placements().held(one, List.of(ref, unknown()), NOW));
            var second = inUnit(() -> ports().placements().held(two, List.of(ref), NOW));
            var again = inUnit(() -> ports().placements().held(two, List.of(ref), NOW));

            assertThat(first).singleElement().satisfies(held -> {
                assertThat(held.owner()).isEqualTo(owner);
                assertThat(held.token()).isEqualTo(token.id());
                assertThat(held.version()).isEqualTo(1);
                assertThat(held.state()).isEqualTo(PlacementState.PRESENT);
                assertThat(held.devices()).containsExactly(one);
            });
            assertThat(second.getFirst().devices()).containsExactlyInAnyOrder(one, two);
            assertThat(again).isEqualTo(second);
        }

        @Test
        void mayComeWhileThePlacementIsStaged() {
            var reserved = aReservation(owner);
            var placement = aPlacement(1);
            var device = aStorageDevice(owner).id();
            inUnit(() -> ports().placements().stage(owner, reserved.id(), placement));

            var held = inUnit(() -> ports().placements().held(device, List.of(placement.ref()), NOW));

            assertThat(held).singleElement().satisfies(report -> assertThat(report.state())
                    .isEqualTo(PlacementState.STAGED));
            assertThat(inUnit(() -> ports().placements().lock(placement.ref(), Set.of(), NOW)))
                    .containsExactly(device);
            var other = aStorageDevice(owner).id();
            assertThat(inUnit(() -> ports().placements().lock(placement.ref(), Set.of(device, other), NOW)))
                    .containsExactlyInAnyOrder(device, other);
            assertThat(ports().placements().holders(placement.ref())).containsExactlyInAnyOrder(device, other);
            held = inUnit(() -> ports().placements().held(device, List.of(placement.ref()), NOW));
            assertThat(ports().placements().abandoned(NOW.plusSeconds(1), 1000)).contains(held.getFirst());
        }

        @Test
        void onSomebodyElsesDataIsPassedOver() {
            var token = aPermanentToken(owner);
            var stranger = aStorageDevice(aProfileId()).id();

            var held = inUnit(() -> ports().placements()
                    .held(stranger, List.of(token.placement().ref()), NOW));

            assertThat(held).isEmpty();
            assertThat(ports().placements().holders(token.placement().ref())).isEmpty();
        }

        @Test
        void matchesOnlyWithTheDigestsThatWereSent() {
            var placement = aPermanentToken(owner).placement();
            var changed = placement.digests().toArray();
            changed[0] ^= 1;
            var other = Bytes.wrap(changed);

            assertThat(ports().placements().matching(Map.of(placement.ref(), placement.digests())))
                    .containsExactly(placement.ref());
            assertThat(ports().placements().matching(Map.of(placement.ref(), other)))
                    .isEmpty();
            assertThat(ports().placements().matching(Map.of(unknown(), placement.digests())))
                    .isEmpty();
        }

        @Test
        void canBeTakenBack() {
            var ref = aPermanentToken(owner).placement().ref();
            var device = aStorageDevice(owner).id();
            inUnit(() -> ports().placements().held(device, List.of(ref), NOW));

            assertThat(ports().placements().lost(device, ref)).isTrue();

            assertThat(ports().placements().holders(ref)).isEmpty();
            assertThat(ports().placements().lost(device, ref)).isFalse();
        }
    }

    @Test
    void aVersionIsOnlyOnADeviceWhenNoOtherThatStoresHoldsIt() {
        var shared = aPermanentToken(owner).placement().ref();
        var single = aPermanentToken(owner).placement().ref();
        var one = aStorageDevice(owner);
        var two = aStorageDevice(owner);
        inUnit(() -> ports().placements().held(one.id(), List.of(shared, single), NOW));
        inUnit(() -> ports().placements().held(two.id(), List.of(shared), NOW));

        assertThat(ports().placements().onlyOn(owner, Set.of(one.id()))).isTrue();
        assertThat(ports().placements().onlyOn(owner, Set.of(two.id()))).isFalse();
        assertThat(ports().placements().onlyOn(owner, Set.of(one.id(), two.id())))
                .isTrue();
        assertThat(ports().placements().dependentOn(Set.of(one.id()))).containsExactly(owner);
        assertThat(ports().placements().dependentOn(Set.of(two.id()))).isEmpty();
        inUnit(() -> ports().devices().save(one.removeStorage()));
        assertThat(ports().placements().onlyOn(owner, Set.of(two.id()))).isTrue();
        assertThat(ports().placements().dependentOn(Set.of(two.id()))).containsExactly(owner);
    }

    @Nested
    final class OnASharedDevice {

        private final DirectoryId directory = aDirectoryId();

        @SuppressWarnings("NullAway.Init")
        private Device shared;

        @BeforeEach
        void shareIt() {
            shared = aStorageDevice(aProfileId());
            share(directory, owner, shared.id());
        }

        @Test
        void itHoldsWhatIsOfThoseItStoresFor() {
            var ref = aPermanentToken(owner).placement().ref();
            var ofItsOwner = aPermanentToken(shared.owner()).placement().ref();
            var foreign = aPermanentToken(aProfileId()).placement().ref();

            var held = inUnit(() -> ports().placements().held(shared.id(), List.of(ref, ofItsOwner, foreign), NOW));

            assertThat(held).extracting(Held::ref).containsExactlyInAnyOrder(ref, ofItsOwner);
            assertThat(held).extracting(Held::owner).containsExactlyInAnyOrder(owner, shared.owner());
            assertThat(ports().placements().holders(ref)).containsExactly(shared.id());
            assertThat(ports().placements().holders(foreign)).isEmpty();
        }

        @Test
        void itHoldsNothingOfAnybodyItStoresForNoLonger() {
            var ref = aPermanentToken(owner).placement().ref();
            unshare(directory, owner, shared.id());

            assertThat(inUnit(() -> ports().placements().held(shared.id(), List.of(ref), NOW)))
                    .isEmpty();
            assertThat(inUnit(() -> ports().placements().lock(ref, Set.of(shared.id()), NOW)))
                    .isEmpty();
        }

        @Test
        void whatItReportsWhileThatEndsIsNotCounted() {
            var ref = aPermanentToken(owner).placement().ref();

            var report = meanwhile(this::end, () -> ports().placements().held(shared.id(), List.of(ref), NOW));

            assertThat(report).isEmpty();
            assertThat(ports().placements().holders(ref)).isEmpty();
        }

        @Test
        void whatItAcceptsWhileThatEndsIsNotCounted() {
            var ref = aPermanentToken(owner).placement().ref();

            var acceptance = meanwhile(this::end, () -> ports().placements().lock(ref, Set.of(shared.id()), NOW));

            assertThat(acceptance).isEmpty();
            assertThat(ports().placements().holders(ref)).isEmpty();
        }

        @Test
        void whatItReportedJustBeforeIsSeenByWhoeverEndsIt() {
            var ref = aPermanentToken(owner).placement().ref();
            var alone = new AtomicBoolean();

            meanwhile(() -> ports().placements().held(shared.id(), List.of(ref), NOW), () -> {
                unshared();
                alone.set(ports().placements().onlyOn(owner, Set.of(shared.id())));
                forgotten();
            });

            assertThat(alone).isTrue();
            assertThat(ports().placements().holders(ref)).isEmpty();
        }

        private void end() {
            unshared();
            forgotten();
        }

        private void unshared() {
            var event = new DirectoryEvent.UserStorageRemoved(owner, directory, shared.id());
            ports().directoryDevices().unshare(directory, owner, shared.id(), event);
        }

        private void forgotten() {
            ports().stocks().forget(owner, shared.id(), NOW.minusSeconds(60));
        }

        @Test
        void itIsLockedAsOneOfTheOwners() {
            var ref = aPermanentToken(owner).placement().ref();
            var own = aStorageDevice(owner).id();

            assertThat(inUnit(() -> ports().placements().lock(ref, Set.of(shared.id(), own), NOW)))
                    .containsExactlyInAnyOrder(shared.id(), own);
        }

        @Test
        void whatIsThereAloneDependsOnIt() {
            var ref = aPermanentToken(owner).placement().ref();
            var both = aPermanentToken(shared.owner()).placement().ref();
            var other = aStorageDevice(shared.owner()).id();
            inUnit(() -> ports().placements().held(shared.id(), List.of(ref, both), NOW));
            inUnit(() -> ports().placements().held(other, List.of(both), NOW));

            assertThat(ports().placements().dependentOn(Set.of(shared.id()))).containsExactly(owner);
            assertThat(ports().placements().onlyOn(owner, Set.of(shared.id()))).isTrue();
            assertThat(ports().placements().onlyOn(shared.owner(), Set.of(shared.id())))
                    .isFalse();

            var own = aStorageDevice(owner).id();
            inUnit(() -> ports().placements().held(own, List.of(ref), NOW));
            assertThat(ports().placements().dependentOn(Set.of(shared.id()))).isEmpty();
            assertThat(ports().placements().onlyOn(owner, Set.of(own))).isFalse();
        }
    }

    @Test
    void aPlacementOfATokenIsNotDiscarded() {
        var token = aPermanentToken(owner);

        inUnit(() -> ports().placements().discard(token.placement().ref()));

        assertThat(ports().dataTokens().find(token.id())).contains(token);
    }

    @Test
    void nobodyHoldsWhatIsNotThere() {
        var device = aStorageDevice(owner).id();
        assertThat(inUnit(() -> ports().placements().lock(unknown(), Set.of(device), NOW)))
                .isEmpty();
        assertThat(ports().placements().holders(unknown())).isEmpty();
    }

    private static StorageRef unknown() {
        return new StorageRef(UUID.randomUUID());
    }
}
