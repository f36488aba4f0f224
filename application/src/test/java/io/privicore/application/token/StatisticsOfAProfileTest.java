package io.privicore.application.token;

import static io.privicore.application.PlatformInMemory.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.TokenCommand.Delete;
import io.privicore.application.command.TokenCommand.Exchange;
import io.privicore.application.command.TokenCommand.RequestData;
import io.privicore.application.command.TokenCommand.Update;
import io.privicore.application.command.TokenText;
import io.privicore.application.query.Granularity;
import io.privicore.application.query.Periods;
import io.privicore.application.query.TokenQuery.CountTransactions;
import io.privicore.application.query.TokenQuery.TransactionCount;
import io.privicore.application.query.TransactionCounts;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.token.Attributes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StatisticsOfAProfileTest {

    private final PlatformInMemory platform = new PlatformInMemory();
    private final Caller owner = platform.anActiveProfile();
    private final DeviceId device = platform.aStorageDevice(owner);

    @Test
    void countWhatWasDoneAndHowMuchWentInAndOut() {
        var token = platform.aToken(owner, "payload", device);
        platform.submit(owner, new RequestData(token, PlatformInMemory.SITE));
        platform.submit(owner, new RequestData(token, PlatformInMemory.SITE));
        platform.submit(owner, new Update(token, bytes("second one"), Attributes.NONE));
        platform.links.work(device, platform.reports);
        platform.submit(owner, new RequestData(token, PlatformInMemory.SITE));
        platform.submit(owner, new Delete(token));

        assertThat(counts(owner)).containsExactly(new TransactionCounts(1, 1, 3, 1, 1, 17, 24));
    }

    @Test
    void doNotCountWhatWasRejectedOrIsNotSettled() {
        platform.submit(owner, new RequestData(new TokenText("dtk-nobodys"), PlatformInMemory.SITE));
        platform.submit(owner, new Exchange(platform.aTemporaryToken(owner), bytes("payload")));

        assertThat(counts(owner)).containsExactly(new TransactionCounts(1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void countARequestThatNoDeviceCouldServeButNoBytes() {
        var token = platform.aToken(owner, "payload", device);
        platform.links.lose(device);
        platform.submit(owner, new RequestData(token, PlatformInMemory.SITE));

        assertThat(counts(owner)).containsExactly(new TransactionCounts(1, 1, 1, 0, 0, 7, 0));
    }

    @Test
    void areTheOwnersAlone() {
        platform.aToken(owner, "payload", device);

        assertThat(counts(platform.anActiveProfile())).containsExactly(TransactionCounts.NONE);
    }

    @Test
    void showPeriodsInWhichNothingHappened() {
        var before = platform.clock.instant();
        platform.reserve(owner, 5);
        platform.clock.advance(Duration.ofHours(2));
        platform.reserve(owner, 5);
        relay();

        var counted = platform.ask(
                owner,
                new CountTransactions(new Periods(
                        Granularity.HOUR, before, platform.clock.instant().plusSeconds(1))));

        assertThat(counted)
                .extracting(TransactionCount::period)
                .containsExactly(
                        Granularity.HOUR.begin(before),
                        Granularity.HOUR.begin(before.plus(Duration.ofHours(1))),
                        Granularity.HOUR.begin(before.plus(Duration.ofHours(2))));
        assertThat(counted).extracting(count -> count.counts().reserved()).containsExactly(1L, 0L, 1L);
    }

    private void relay() {
        while (platform.outbox.drain(1000, _ -> {}) > 0) {
            // Until nothing is left.
        }
    }

    private List<TransactionCounts> counts(Caller caller) {
        relay();
        var now = platform.clock.instant();
        return platform
                .ask(caller, new CountTransactions(new Periods(Granularity.MONTH, now, now.plusSeconds(1))))
                .stream()
                .map(TransactionCount::counts)
                .toList();
    }
}
