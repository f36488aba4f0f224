package io.privicore.application.sync;

import static io.privicore.application.PlatformInMemory.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.StorageQuery;
import io.privicore.domain.kernel.DeviceId;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ABrokenSynchronisationTest {

    private static final int TOKENS = 20;
    private static final int MENDED = 6;

    private final PlatformInMemory platform = new PlatformInMemory();
    private final Caller owner = platform.anActiveProfile();
    private final DeviceId empty = platform.aStorageDevice(owner);
    private final DeviceId whole = platform.aStorageDevice(owner);

    @Test
    void hasNotedWhatItMendedBefore() {
        Stream.of(empty, whole).forEach(device -> platform.links.answerAtOnce(device, platform.reports));
        for (int i = 0; i < TOKENS; i++) {
            platform.submit(owner, new TokenCommand.Exchange(platform.aTemporaryToken(owner), bytes("number " + i)));
        }
        platform.links.lose(empty);
        platform.links.breakAfter(MENDED);

        var command = platform.submit(owner, new StorageCommand.Synchronise(empty, false));
        platform.settle();

        assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.STARTED);
        assertThat(missing()).isEqualTo(TOKENS - MENDED);
        platform.links.setDown(false);
        platform.clock.advance(Duration.ofSeconds(31));
        platform.settle();
        assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.SUCCEEDED);
        assertThat(missing()).isZero();
    }

    private long missing() {
        return platform.ask(owner, new StorageQuery.ListStorage()).stream()
                .filter(storage -> storage.device().device().equals(empty))
                .findFirst()
                .orElseThrow()
                .missing();
    }
}
