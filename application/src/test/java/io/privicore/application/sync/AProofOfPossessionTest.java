package io.privicore.application.sync;

import static io.privicore.application.PlatformInMemory.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.query.StorageQuery;
import io.privicore.domain.kernel.DeviceId;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AProofOfPossessionTest {

    private final PlatformInMemory platform = new PlatformInMemory();
    private final Caller owner = platform.anActiveProfile();
    private final DeviceId one = platform.aStorageDevice(owner);
    private final DeviceId two = platform.aStorageDevice(owner);

    @BeforeEach
    void storeOnBoth() {
        Stream.of(one, two).forEach(device -> platform.links.answerAtOnce(device, platform.reports));
        pass(Duration.ofMinutes(2));
        platform.submit(owner, new TokenCommand.Exchange(platform.aTemporaryToken(owner), bytes("held by two")));
    }

    @Test
    void leavesAnHonestDeviceAsItIs() {
        prove();

        assertThat(missing(one)).isZero();
        assertThat(missing(two)).isZero();
        assertThat(platform.outbox.types()).doesNotContain("storage.replica-lost");
    }

    @Test
    void findsADeviceThatAnswersWithSomethingElseAndMendsIt() {
        platform.links.setLying(one, true);

        prove();

        assertThat(missing(one)).isEqualTo(1);
        assertThat(platform.outbox.types()).contains("storage.replica-lost", "storage.lagging");
    }

    @Test
    void findsADeviceThatThrewEverythingAwayAndMendsIt() {
        platform.links.empty(one);

        prove();
        assertThat(missing(one)).isEqualTo(1);
        pass(Duration.ofMinutes(1));

        assertThat(missing(one)).isZero();
        assertThat(platform.links.soundOf(one)).isEqualTo(platform.links.soundOf(two));
    }

    @Test
    void blamesNobodyWhoseOnlyWitnessIsGone() {
        platform.links.lose(two);
        platform.reports.absent(two, platform.links.heldBy(one).iterator().next());
        platform.links.setLying(one, true);

        prove();

        assertThat(missing(one)).isZero();
    }

    @Test
    void isAskedOnceADay() {
        prove();
        platform.links.setLying(one, true);

        pass(Duration.ofHours(23));
        prove();
        assertThat(platform.outbox.types()).doesNotContain("storage.replica-lost");

        pass(Duration.ofHours(1));
        prove();
        assertThat(platform.outbox.types()).contains("storage.replica-lost");
    }

    private void prove() {
        platform.prove();
        platform.settle();
    }

    private void pass(Duration duration) {
        platform.clock.advance(duration);
        platform.links.beat(one);
        platform.links.beat(two);
        platform.settle();
    }

    private long missing(DeviceId device) {
        return platform.ask(owner, new StorageQuery.ListStorage()).stream()
                .filter(storage -> storage.device().device().equals(device))
                .findFirst()
                .orElseThrow()
                .missing();
    }
}
