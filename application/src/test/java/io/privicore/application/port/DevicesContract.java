package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceCredentials;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class DevicesContract extends PersistenceContract {

    @Test
    void aDeviceThatWasNotSavedIsNotThere() {
        var requested = Device.request(aDeviceId(), aProfileId(), new Name("disk"), NOW);

        inFailingUnit(() -> ports().devices().save(requested));

        assertThat(ports().devices().find(requested.after().id())).isEmpty();
    }

    @Test
    void severalAreFoundAtOnceWithoutThoseThatAreNotThereOrRemoved() {
        var one = aStorageDevice(aProfileId());
        var another = aStorageDevice(aProfileId());
        var removed = aStorageDevice(aProfileId());
        inUnit(() -> ports().devices().save(removed.remove()));

        var found = ports().devices().find(List.of(another.id(), aDeviceId(), one.id(), removed.id(), one.id()));

        assertThat(found)
                .containsExactlyInAnyOrder(
                        ports().devices().get(one.owner(), one.id()),
                        ports().devices().get(another.owner(), another.id()));
        assertThat(ports().devices().find(List.<DeviceId>of())).isEmpty();
    }

    @Test
    void anOwnerHasItsDevicesOfEveryStateButRemoved() {
        var owner = aProfileId();
        var active = aStorageDevice(owner);
        var requested = Device.request(aDeviceId(), owner, new Name("new"), NOW.plusSeconds(1));
        inUnit(() -> ports().devices().save(requested));
        var removed = aStorageDevice(owner);
        inUnit(() -> ports().devices().save(removed.remove()));
        aStorageDevice(aProfileId());

        assertThat(ports().devices().of(owner))
                .containsExactlyInAnyOrder(
                        active, ports().devices().get(owner, requested.after().id()));
    }

    @Nested
    class ASavedDevice {

        @Test
        void isReadBackAsItWas() {
            var owner = aProfileId();
            var device = aStorageDevice(owner);
            var fields = new Metadata(
                    Map.of("rack", 7, "weight", new BigDecimal("1.5"), "tags", List.of("a", Map.of("b", true))));
            inUnit(() -> ports().devices().save(device.configure(Optional.of(new Name("other")), fields)));
            inUnit(() -> ports().devices()
                    .save(ports().devices()
                            .get(owner, device.id())
                            .issueConfiguration(new DeviceCredentials("client", Bytes.wrap(new byte[] {9}), NOW))));
            var keys = new DeviceKeys(aPublicKey(), Bytes.wrap(new byte[32]));
            inUnit(() -> ports().devices()
                    .save(ports().devices().get(owner, device.id()).pin(keys)));

            var read = ports().devices().find(device.id()).orElseThrow();

            assertThat(read)
                    .isEqualTo(new Device(
                            device.id(),
                            owner,
                            new Name("other"),
                            device.state(),
                            device.roles(),
                            Optional.of(keys),
                            Optional.of(new DeviceCredentials("client", Bytes.wrap(new byte[] {9}), NOW)),
                            fields,
                            NOW,
                            6));
        }

        @Test
        void isItsOwnersAlone() {
            var device = aStorageDevice(aProfileId());

            assertThatThrownBy(() -> ports().devices().get(aProfileId(), device.id()))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(Reason.DEVICE_NOT_FOUND));
        }

        @Test
        void refusesAChangeOfAStaleRevision() {
            var device = aStorageDevice(aProfileId());
            inUnit(() -> ports().devices().save(device.removeStorage()));

            assertThatThrownBy(() -> inUnit(() -> ports().devices().save(device.remove())))
                    .isInstanceOf(Stale.class);

            assertThat(ports().devices().find(device.id())).isPresent();
        }

        @Test
        void refusesToBeNewAgain() {
            var requested = Device.request(aDeviceId(), aProfileId(), new Name("disk"), NOW);
            inUnit(() -> ports().devices().save(requested));

            assertThatThrownBy(() -> inUnit(() -> ports().devices().save(requested)))
                    .isInstanceOf(Stale.class);
        }

        @Test
        void isNotFoundOnceRemoved() {
            var owner = aProfileId();
            var device = aStorageDevice(owner);

            inUnit(() -> ports().devices().save(device.remove()));

            assertThat(ports().devices().find(device.id())).isEmpty();
            assertThat(ports().devices().storageOf(owner)).isEmpty();
            assertThatThrownBy(() -> ports().devices().get(owner, device.id())).isInstanceOf(Refusal.class);
        }
    }

    @Test
    void authenticatorsOfAnOwnerAreItsActiveDevicesWithTheRole() {
        var owner = aProfileId();
        var voting = anAuthenticator(owner);
        var both = anAuthenticator(owner);
        var former = anAuthenticator(owner);
        anAuthenticator(aProfileId());
        aStorageDevice(owner);
        inUnit(() -> ports().devices().save(both.registerStorage()));
        inUnit(() -> ports().devices().save(former.removeAuthenticator()));

        assertThat(ports().devices().authenticatorsOf(owner))
                .containsExactlyInAnyOrder(voting, ports().devices().get(owner, both.id()));
    }

    @Test
    void anActiveDeviceIsFoundByTheClientIdOfItsPresentConfiguration() {
        var owner = aProfileId();
        var device = aStorageDevice(owner);
        var clientId = "client-" + device.id();
        var credentials = new DeviceCredentials(clientId, Bytes.wrap(new byte[] {9}), NOW);
        assertThat(ports().devices().withClientId(clientId)).isEmpty();
        inUnit(() -> ports().devices().save(device.issueConfiguration(credentials)));
        var configured = ports().devices().get(owner, device.id());

        assertThat(ports().devices().withClientId(clientId)).contains(configured);

        inUnit(() -> ports().devices().save(configured.rotate()));
        assertThat(ports().devices().withClientId(clientId)).isEmpty();
    }

    @Test
    void aRemovedDeviceIsNotFoundByItsClientId() {
        var owner = aProfileId();
        var device = aStorageDevice(owner);
        var clientId = "client-" + device.id();
        var credentials = new DeviceCredentials(clientId, Bytes.wrap(new byte[] {9}), NOW);
        inUnit(() -> ports().devices().save(device.issueConfiguration(credentials)));

        inUnit(() ->
                ports().devices().save(ports().devices().get(owner, device.id()).remove()));

        assertThat(ports().devices().withClientId(clientId)).isEmpty();
    }

    private Device anAuthenticator(ProfileId owner) {
        var device = aStorageDevice(owner);
        inUnit(() -> ports().devices().save(device.removeStorage()));
        inUnit(() ->
                ports().devices().save(ports().devices().get(owner, device.id()).registerAuthenticator()));
        return ports().devices().get(owner, device.id());
    }

    @Test
    void storageOfAnOwnerIsItsActiveDevicesWithTheRole() {
        var owner = aProfileId();
        var storing = aStorageDevice(owner);
        var other = aStorageDevice(owner);
        aStorageDevice(aProfileId());
        inUnit(() -> ports().devices().save(other.removeStorage()));
        inUnit(() -> ports().devices().save(Device.request(aDeviceId(), owner, new Name("new"), NOW)));

        assertThat(ports().devices().storageOf(owner)).containsExactly(storing);
    }

    @Test
    void storageIsAlsoWhatDirectoriesLetStore() {
        var user = aProfileId();
        var own = aStorageDevice(user);
        var shared = aStorageDevice(aProfileId());
        share(aDirectoryId(), user, shared.id());
        share(aDirectoryId(), user, shared.id());

        assertThat(ports().devices().storageOf(user)).containsExactlyInAnyOrder(own, shared);
        assertThat(ports().devices().storageOf(shared.owner())).containsExactly(shared);
        assertThat(ports().devices().of(user)).containsExactly(own);
        var nobody = aProfileId();
        assertThat(ports().devices().storageCounts(Set.of(user, shared.owner(), nobody)))
                .isEqualTo(Map.of(user, 2, shared.owner(), 1, nobody, 0));
        inUnit(() -> ports().devices().save(shared.removeStorage()));
        assertThat(ports().devices().storageOf(user)).containsExactly(own);
        assertThat(ports().devices().storageCounts(Set.of(user))).isEqualTo(Map.of(user, 1));
    }
}
