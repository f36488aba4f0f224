package io.privicore.application.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.device.DeviceEvent;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EventCatalogueTest {

    @Test
    void namesEveryEventOfEveryArea() {
        var permitted = EventCatalogue.areas().stream()
                .flatMap(EventCatalogueTest::records)
                .toList();

        assertThat(EventCatalogue.all().keySet())
                .hasSameElementsAs(permitted.stream()
                        .<Class<? extends io.privicore.domain.kernel.Event>>map(
                                type -> type.asSubclass(io.privicore.domain.kernel.Event.class))
                        .toList());
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventCatalogueTest::records)
                : Stream.of(type);
    }

    @Test
    void givesEachANameOfItsOwn() {
        assertThat(EventCatalogue.all().values()).doesNotHaveDuplicates();
    }

    @Test
    void showsFieldsAsPlainValues() {
        var device = new DeviceId(UUID.randomUUID());
        var profile = new ProfileId(UUID.randomUUID());

        var data = EventCatalogue.data(new DeviceEvent.Requested(profile, device, "lamp"));

        assertThat(data)
                .containsEntry("device", device.toString())
                .containsEntry("profile", profile.toString())
                .containsEntry("name", "lamp");
    }
}
