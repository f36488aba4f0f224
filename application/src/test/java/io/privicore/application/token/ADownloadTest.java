package io.privicore.application.token;

import static io.privicore.application.PlatformInMemory.SITE;
import static io.privicore.application.PlatformInMemory.STREAMS;
import static io.privicore.application.PlatformInMemory.STREAMS_OF_PROFILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.application.DataStreams.Download;
import io.privicore.application.command.TokenCommand.Delete;
import io.privicore.application.command.TokenCommand.RequestData;
import io.privicore.application.command.TokenText;
import io.privicore.application.port.ChannelMessage.DownloadOffered;
import io.privicore.application.port.ChannelMessage.DownloadReady;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.Paging;
import io.privicore.application.query.TokenQuery.ListTokens;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ADownloadTest extends StreamSituation {

    private static final int SIZE = 5 * CHUNK + 3;

    private final DeviceId first = aPromptDevice();
    private final DeviceId second = aPromptDevice();
    private final DeviceId third = aPromptDevice();
    private final TokenText token = stored(SIZE);
    private long delivered;

    @Test
    void isOfferedToTheChannelInTwoMessages() {
        var command = platform.submit(owner, new RequestData(token, SITE));

        var offered = platform.channels.told(DownloadOffered.class).getLast();
        var ready = platform.channels.told(DownloadReady.class).getLast();
        assertThat(offered.url()).startsWith(SITE + "/?auth=dl-").isEqualTo(ready.url());
        assertThat(offered.command()).isEqualTo(command);
        assertThat(offered.context()).isEqualTo("letters");
        assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.SUCCEEDED);
    }

    @Test
    void isExactlyWhatWasHandedIn() throws Exception {
        try (var download = platform.streams.download(offered(token), false, "10.0.0.1")) {
            assertThat(download.size()).isEqualTo(SIZE);
            assertThat(download.digest().view())
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(data(SIZE)));
            assertThat(all(download, 0, SIZE)).isEqualTo(data(SIZE));
        }
    }

    @Test
    void isServedInPartsUntilItsLastByteWasDelivered() throws Exception {
        var access = offered(token);

        assertThat(part(access, 0, 10)).isEqualTo(Arrays.copyOf(data(SIZE), 10));
        assertThat(part(access, CHUNK - 1, 2)).isEqualTo(Arrays.copyOfRange(data(SIZE), CHUNK - 1, CHUNK + 1));
        assertRefused(Reason.STREAM_TOKEN_INVALID, () -> platform.streams.download(access, false, "10.0.0.1"));
        assertThat(delivered()).isZero();
        assertThat(part(access, 10, SIZE - 10)).isEqualTo(Arrays.copyOfRange(data(SIZE), 10, SIZE));

        assertThat(delivered()).isEqualTo(1);
        assertRefused(Reason.STREAM_TOKEN_INVALID, () -> platform.streams.download(access, true, "10.0.0.1"));
    }

    @Test
    void isServedAsAWholeOnce() throws Exception {
        var access = offered(token);
        try (var one = platform.streams.download(access, false, "10.0.0.1");
                var other = platform.streams.download(access, false, "10.0.0.1")) {
            one.begin(0, SIZE);

            assertRefused(Reason.STREAM_TOKEN_INVALID, () -> other.begin(0, SIZE));
        }
    }

    @Test
    void opensWithNoOtherToken() {
        var access = offered(token);
        platform.clock.advance(Duration.ofMinutes(5));

        assertRefused(Reason.STREAM_TOKEN_INVALID, () -> platform.streams.download(access, false, "10.0.0.1"));
        assertRefused(Reason.STREAM_TOKEN_INVALID, () -> platform.streams.download("dl-unknown", true, "10.0.0.1"));
    }

    @Test
    void comesFromTheOnlyDeviceThatHoldsItUnchanged() throws Exception {
        platform.links.setLying(first, true);
        platform.links.setLying(third, true);

        assertThat(read(token)).isEqualTo(data(SIZE));
        assertThat(platform.ask(owner, new ListTokens(List.of(), false, Paging.FIRST))
                        .items()
                        .getFirst()
                        .replicas()
                        .held())
                .isLessThan(3);
    }

    @Test
    void comesFromAnotherDeviceWhereOneLostIt() throws Exception {
        platform.links.lose(first);
        platform.links.setAway(second, true);

        assertThat(read(token)).isEqualTo(data(SIZE));
    }

    @Test
    void isNotBegunWhenNoDeviceServesItAndItsTokenStaysGood() throws Exception {
        var access = offered(token);
        for (var device : List.of(first, second, third)) {
            platform.links.setLying(device, true);
        }
        try (var download = platform.streams.download(access, false, "10.0.0.1")) {
            assertRefused(Reason.STORAGE_UNAVAILABLE, () -> download.begin(0, SIZE));
        }

        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> part(access, 0, 10));
        platform.streams.download(access, false, "10.0.0.1").close();
    }

    @Test
    void endsWhenItIsDeletedMeanwhile() {
        try (var download = platform.streams.download(offered(token), false, "10.0.0.1")) {
            download.begin(0, SIZE);
            download.next();
            platform.submit(owner, new Delete(token));
            platform.clock.advance(Duration.ofSeconds(2));

            assertRefused(Reason.DATA_TOKEN_NOT_FOUND, download::next);
        }
    }

    @Test
    void isNoLongerOfferedOnceItIsDeleted() {
        var access = offered(token);
        platform.submit(owner, new Delete(token));

        assertRefused(Reason.STREAM_TOKEN_INVALID, () -> platform.streams.download(access, false, "10.0.0.1"));
    }

    @Test
    void waitsForNobodyWhenAllPlacesAreTaken() {
        var open = new ArrayList<Download>();
        while (open.size() < STREAMS) {
            var guest = new StreamSituation(platform);
            guest.aPromptDevice();
            var its = guest.stored(SIZE);
            for (int i = 0; i < STREAMS_OF_PROFILE; i++) {
                open.add(platform.streams.download(guest.offered(its), false, "10.0.0.1"));
            }
        }

        var access = offered(token);
        assertRefused(Reason.OVERLOADED, () -> platform.streams.download(access, false, "10.0.0.1"));

        open.forEach(Download::close);
        platform.streams.download(access, false, "10.0.0.1").close();
    }

    @Test
    void waitsForNobodyWhenItsOwnerHasTheShareOfAProfile() throws Exception {
        var guest = new StreamSituation(platform);
        guest.aPromptDevice();
        var access = guest.offered(guest.stored(SIZE));
        var open = new ArrayList<Download>();
        for (int i = 0; i < STREAMS_OF_PROFILE; i++) {
            open.add(platform.streams.download(offered(token), false, "10.0.0.1"));
        }

        var upload = streamToken(platform.reserve(owner, 5));
        var download = offered(token);
        assertRefused(Reason.OVERLOADED, () -> platform.streams.download(download, false, "10.0.0.1"));
        assertRefused(Reason.OVERLOADED, () -> upload(upload, data(SIZE)));
        platform.streams.download(access, false, "10.0.0.1").close();

        open.getFirst().close();
        upload(upload, data(SIZE));
        platform.streams.download(download, false, "10.0.0.1").close();
    }

    private byte[] part(String access, long from, long length) {
        try (var download = platform.streams.download(access, true, "10.0.0.1")) {
            var part = all(download, from, length);
            download.delivered();
            return part;
        }
    }

    private long delivered() {
        platform.outbox.drain(
                10_000,
                events -> delivered += events.stream()
                        .filter(event -> event.type().equals("data-token.delivered"))
                        .count());
        return delivered;
    }
}
