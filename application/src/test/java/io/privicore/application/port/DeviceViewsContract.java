package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.port.DevicePresences.Report;
import io.privicore.application.query.DeviceQuery.DeviceView;
import io.privicore.application.query.StorageQuery.StorageView;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

public abstract class DeviceViewsContract extends PersistenceContract {

    private final ProfileId owner = aProfileId();

    @Test
    void aDeviceThatWasNotSavedIsNotSeen() {
        inFailingUnit(() -> ports().devices().save(Device.request(aDeviceId(), owner, new Name("disk"), NOW)));

        assertThat(ports().deviceViews().ofProfile(owner)).isEmpty();
    }

    @Test
    void aDeviceIsSeenWithItsPresenceAndKey() {
        var device = aStorageDevice(owner);
        aStorageDevice(aProfileId());
        inUnit(() -> ports().devices().save(device.pin(new DeviceKeys(aPublicKey(), Bytes.wrap(new byte[32])))));
        ports().devicePresences().seen(owner, device.id(), new Report(100, 10, 1), NOW);

        assertThat(ports().deviceViews().ofProfile(owner))
                .containsExactly(new DeviceView(
                        device.id(),
                        "disk",
                        DeviceState.ACTIVE,
                        Set.of(DeviceRole.STORAGE),
                        true,
                        Optional.of(NOW),
                        Optional.of(aPublicKey().hex()),
                        Metadata.EMPTY,
                        NOW));
    }

    @Test
    void removedDevicesAreNotSeen() {
        var device = aStorageDevice(owner);

        inUnit(() -> ports().devices().save(device.remove()));

        assertThat(ports().deviceViews().ofProfile(owner)).isEmpty();
        assertThat(ports().deviceViews().storageOf(owner)).isEmpty();
    }

    @Test
    void aStorageDeviceIsSeenWithWhatItReportedAndWhatItMisses() {
        var device = aStorageDevice(owner);
        inUnit(() -> ports().devices().save(Device.request(aDeviceId(), owner, new Name("other"), NOW)));
        var held = aPermanentToken(owner).placement().ref();
        aPermanentToken(owner);
        inUnit(() -> ports().placements().held(device.id(), List.of(held), NOW));
        ports().devicePresences().seen(owner, device.id(), new Report(100, 10, 1), NOW);
        ports().devicePresences().markLagging(owner, device.id(), NOW);

        var seen = ports().deviceViews().storageOf(owner);

        assertThat(seen)
                .containsExactly(new StorageView(
                        ports().deviceViews().ofProfile(owner).stream()
                                .filter(view -> view.device().equals(device.id()))
                                .findFirst()
                                .orElseThrow(),
                        100,
                        10,
                        1,
                        1,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        false));
    }

    @Test
    void aDeviceThatIsSharedAnewMissesNothingFromBefore() {
        var device = aStorageDevice(aProfileId());
        var directory = aDirectoryId();
        share(directory, owner, device.id());
        aPermanentToken(owner);
        assertThat(ports().deviceViews().storageOf(owner))
                .extracting(StorageView::missing)
                .containsExactly(1L);

        unshare(directory, owner, device.id());
        inUnit(() -> ports().stocks().forget(owner, device.id(), NOW));
        assertThat(ports().deviceViews().storageOf(owner)).isEmpty();
        share(directory, owner, device.id());

        assertThat(ports().deviceViews().storageOf(owner))
                .extracting(StorageView::missing)
                .containsExactly(0L);
    }

    @Test
    void aSharedDeviceIsSeenWithWhatOneHasOnItAlone() {
        var device = aStorageDevice(aProfileId());
        inUnit(() -> ports().devices()
                .save(device.configure(Optional.of(new Name("vault")), new Metadata(Map.of("rack", 7)))));
        share(aDirectoryId(), owner, device.id());
        var held = aPermanentToken(owner).placement();
        aPermanentToken(owner);
        var other = aPermanentToken(device.owner()).placement();
        inUnit(() -> ports().placements().held(device.id(), List.of(held.ref(), other.ref()), NOW));
        ports().devicePresences().seen(device.owner(), device.id(), new Report(100, 77, 7), NOW);

        assertThat(ports().deviceViews().storageOf(owner)).singleElement().satisfies(seen -> {
            assertThat(seen.shared()).isTrue();
            assertThat(seen.device().name()).isEqualTo("vault");
            assertThat(seen.device().meta()).isEqualTo(Metadata.EMPTY);
            assertThat(seen.used()).isEqualTo(held.size());
            assertThat(seen.items()).isEqualTo(held.chunks());
            assertThat(seen.missing()).isEqualTo(1);
            assertThat(seen.capacity()).isEqualTo(100);
        });
        assertThat(ports().deviceViews().storageOf(device.owner()))
                .singleElement()
                .satisfies(seen -> {
                    assertThat(seen.shared()).isFalse();
                    assertThat(seen.used()).isEqualTo(77);
                    assertThat(seen.missing()).isZero();
                });
        assertThat(ports().deviceViews().ofProfile(owner)).isEmpty();
    }
}
