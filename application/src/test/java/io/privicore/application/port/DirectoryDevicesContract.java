package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.port.DirectoryDevices.Shared;
import io.privicore.domain.device.Device;
import io.privicore.domain.directory.DirectoryEvent;
import io.privicore.domain.directory.Member;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public abstract class DirectoryDevicesContract extends PersistenceContract {

    private final DirectoryId directory = aDirectoryId();
    private ProfileId profile;

    @BeforeEach
    void saveAProfile() {
        profile = aSavedProfile().id();
    }

    @Test
    void whatWasNotSavedIsNotThere() {
        var device = aStorageDevice(profile).id();

        inFailingUnit(() -> {
            created(device);
            ports().directoryDevices().share(directory, profile, device, added(device));
        });

        assertThat(ports().directoryDevices().createdFor(directory, profile)).isEmpty();
        assertThat(ports().directoryDevices().sharedWith(directory, profile)).isEmpty();
    }

    @Test
    void aDeviceIsKnownToBeMadeByItsDirectoryWhileItIsThere() {
        var device = aStorageDevice(profile);
        aStorageDevice(profile);
        inUnit(() -> created(device.id()));
        assertThat(ports().directoryDevices().createdFor(directory, profile)).containsExactly(device.id());
        assertThat(ports().directoryDevices().createdFor(aDirectoryId(), profile))
                .isEmpty();
        assertThat(ports().directoryDevices().createdFor(directory, aProfileId()))
                .isEmpty();
        assertThat(ports().devices().get(profile, device.id())).isEqualTo(device);

        removed(device);

        assertThat(ports().directoryDevices().createdFor(directory, profile)).isEmpty();
    }

    @Test
    void aDeviceStoresForAProfileOnce() {
        var device = aStorageDevice(aSavedProfile().id()).id();

        assertThat(share(device)).isTrue();
        assertThat(share(device)).isFalse();
        assertThat(ports().directoryDevices().sharedWith(directory, profile)).containsExactly(device);
        assertThat(ports().directoryDevices().sharedWith(directory, aProfileId()))
                .isEmpty();
        assertThat(ports().directoryDevices().sharedWith(aDirectoryId(), profile))
                .isEmpty();

        assertThat(unshare(device)).isTrue();
        assertThat(unshare(device)).isFalse();
        assertThat(ports().directoryDevices().sharedWith(directory, profile)).isEmpty();
    }

    @Test
    void whoeverLeavesMeanwhileSeesWhatItIsGiven() {
        var device = aStorageDevice(aSavedProfile().id());
        var member = aMember();
        var seen = new ArrayList<DeviceId>();

        var failure = meanwhile(
                () -> {
                    ports().members().keep(directory, Set.of(profile));
                    ports().directoryDevices().share(directory, profile, device.id(), added(device.id()));
                },
                () -> {
                    ports().members().end(member, member.leave());
                    seen.addAll(ports().directoryDevices().sharedWith(directory, profile));
                });

        assertThat(failure).isEmpty();
        assertThat(seen).containsExactly(device.id());
    }

    @Test
    void whoeverHasLeftMeanwhileIsGivenNothing() {
        var member = aMember();

        var failure = meanwhile(() -> ports().members().end(member, member.leave()), () -> ports().members()
                .keep(directory, Set.of(profile)));

        assertThat(failure).containsInstanceOf(UnitOfWork.Stale.class);
        assertThatThrownBy(() -> inUnit(() -> ports().members().keep(directory, Set.of(profile))))
                .isInstanceOf(UnitOfWork.Stale.class);
    }

    private Member aMember() {
        join(directory, profile);
        return ports().members().get(directory, profile);
    }

    @Test
    void aDeviceThatWasRemovedStoresForNobody() {
        var device = aStorageDevice(aSavedProfile().id());
        share(device.id());

        removed(device);

        assertThat(ports().directoryDevices().sharedWith(directory, profile)).isEmpty();
    }

    @Test
    void whatIsLentIsKnownOfAllDirectories() {
        var device = aStorageDevice(aSavedProfile().id());
        var other = aDirectoryId();
        share(device.id());
        share(other, profile, device.id());

        assertThat(ports().directoryDevices().lentBy(device.owner()))
                .containsExactlyInAnyOrder(
                        new Shared(directory, profile, device.id()), new Shared(other, profile, device.id()));
        assertThat(ports().directoryDevices().lentBy(profile)).isEmpty();

        unshare(device.id());
        assertThat(ports().directoryDevices().stores(profile, device.id())).isTrue();
        unshare(other, profile, device.id());
        assertThat(ports().directoryDevices().stores(profile, device.id())).isFalse();
        assertThat(ports().directoryDevices().lentBy(device.owner())).isEmpty();
    }

    private void created(DeviceId device) {
        ports().directoryDevices()
                .created(directory, profile, device, new DirectoryEvent.UserDeviceCreated(profile, directory, device));
    }

    private boolean share(DeviceId device) {
        return inUnit(() -> ports().directoryDevices().share(directory, profile, device, added(device)));
    }

    private boolean unshare(DeviceId device) {
        return inUnit(() -> ports().directoryDevices()
                .unshare(
                        directory, profile, device, new DirectoryEvent.UserStorageRemoved(profile, directory, device)));
    }

    private DirectoryEvent added(DeviceId device) {
        return new DirectoryEvent.UserStorageAdded(profile, directory, device);
    }

    private void removed(Device device) {
        inUnit(() -> ports().devices().save(device.remove()));
    }
}
