package io.privicore.application.token;

import static io.privicore.application.PlatformInMemory.LONGEST;
import static io.privicore.application.PlatformInMemory.SITE;
import static io.privicore.application.PlatformInMemory.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.Caller;
import io.privicore.application.DataStreams.Download;
import io.privicore.application.DataStreams.Upload;
import io.privicore.application.DataStreams.Uploaded;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.TokenCommand.Delete;
import io.privicore.application.command.TokenCommand.Exchange;
import io.privicore.application.command.TokenCommand.RequestData;
import io.privicore.application.command.TokenText;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.ChannelMessage.DataDelivered;
import io.privicore.application.port.ChannelMessage.DownloadOffered;
import io.privicore.application.port.ChannelMessage.DownloadReady;
import io.privicore.application.port.DevicePresences.Report;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.Paging;
import io.privicore.application.query.TokenQuery.ListTokens;
import io.privicore.application.query.TokenQuery.RetrieveTemporary;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.WriteAcks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class AStreamTest {

    /** The platform of these tests cuts data into chunks of so many bytes. */
    private static final int CHUNK = 4096;

    private final PlatformInMemory platform = new PlatformInMemory();
    private final Caller owner = platform.anActiveProfile();

    @Nested
    final class OnItsWayIn {

        private final DeviceId first = aPromptDevice();
        private final DeviceId second = aPromptDevice();
        private final CommandId reservation = platform.reserve(owner, 5);

        @Test
        void becomesAPermanentTokenThatAllDevicesHold() throws Exception {
            for (int size : List.of(0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK + 3)) {
                var command = platform.reserve(owner, 5);

                var uploaded = upload(streamToken(command), data(size));

                assertThat(uploaded.chunks()).isEqualTo(Math.max(1, Math.ceilDiv(size, CHUNK)));
                assertThat(uploaded.chunk(uploaded.chunks() - 1).received()).isEqualTo(size);
                assertThat(read(tokenOf(command))).isEqualTo(data(size));
            }
            assertThat(platform.ask(owner, new ListTokens(List.of(), false, Paging.FIRST))
                            .items())
                    .allSatisfy(token -> assertThat(token.replicas().held()).isEqualTo(2));
        }

        @Test
        void tellsTheReservationsCommandOfTheToken() throws Exception {
            upload(streamToken(reservation), data(10));

            var outcome = platform.outcome(owner, reservation);
            assertThat(outcome.state()).isEqualTo(CommandState.SUCCEEDED);
            assertThat(outcome.body())
                    .hasValueSatisfying(token -> assertThat(token).startsWith("dtk-"));
            assertThat(platform.channels.told(CommandOutcome.class).getLast().body())
                    .isEqualTo(outcome.body());
        }

        @Test
        void keepsTheNameOfItsFile() throws Exception {
            var uploaded = platform.streams.upload(new Upload(
                    streamToken(reservation),
                    new ByteArrayInputStream(data(20_000)),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.of(new Name("letter.txt")),
                    "10.0.0.1",
                    Optional.empty()));

            assertThat(uploaded.chunk(0).name()).isEqualTo("letter.txt");
            assertThat(uploaded.chunk(0).context()).isEqualTo("letters");
            assertThat(uploaded.chunk(0).streamSize()).isEqualTo(-1);
            try (var download = platform.streams.download(offered(tokenOf(reservation)), false)) {
                assertThat(download.fileName()).contains(new Name("letter.txt"));
            }
        }

        @Test
        void opensWithATokenOnce() throws Exception {
            var token = streamToken(reservation);
            upload(token, data(10));

            assertRefused(Reason.STREAM_TOKEN_INVALID, () -> upload(token, data(10)));
        }

        @Test
        void opensWithNoOtherToken() {
            var replaced = streamToken(reservation);
            streamToken(reservation);
            var expired = streamToken(platform.reserve(owner, 1));
            platform.clock.advance(Duration.ofSeconds(61));

            for (var token : List.of("", "st-unknown", replaced, expired, offeredOfAnother())) {
                assertRefused(Reason.STREAM_TOKEN_INVALID, () -> upload(token, data(10)));
            }
        }

        @Test
        void isAsGoodAsNeverBegunWhenItsBodyBreaksOff() throws Exception {
            var broken = new SequenceInputStream(new ByteArrayInputStream(data(3 * CHUNK)), new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("gone");
                }
            });

            assertThatThrownBy(() -> upload(streamToken(reservation), broken, OptionalLong.of(9 * CHUNK)))
                    .isInstanceOf(IOException.class);

            assertNothingLeft();
            upload(streamToken(reservation), data(10));
            assertThat(read(tokenOf(reservation))).isEqualTo(data(10));
        }

        @Test
        void isRefusedWhenItIsNotAsLongAsItSays() throws Exception {
            for (int declared : new int[] {2 * CHUNK - 1, 2 * CHUNK + 1}) {
                assertRefused(
                        Reason.STREAM_INCOMPLETE,
                        () -> upload(
                                streamToken(reservation),
                                new ByteArrayInputStream(data(2 * CHUNK)),
                                OptionalLong.of(declared)));
            }
            assertNothingLeft();
        }

        @Test
        void isRefusedWhenItIsTooLong() {
            assertRefused(Reason.STREAM_TOO_LARGE, () -> upload(streamToken(reservation), data(LONGEST + 1)));
            assertRefused(
                    Reason.STREAM_TOO_LARGE,
                    () -> upload(
                            streamToken(reservation),
                            new ByteArrayInputStream(data(LONGEST + 1)),
                            OptionalLong.empty()));
            assertNothingLeft();
        }

        @Test
        void isRefusedWhenItsDigestIsAnother() throws Exception {
            var digest =
                    Optional.of(Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(data(100))));

            assertRefused(Reason.STREAM_DIGEST_MISMATCH, () -> upload(streamToken(reservation), data(101), digest));
            assertNothingLeft();
            upload(streamToken(reservation), data(100), digest);
        }

        @Test
        void isRefusedWhenTheReservationHasDataAlready() {
            var stream = streamToken(reservation);
            var temporary =
                    platform.ask(owner, new RetrieveTemporary(reservation)).token();
            var again = streamToken(reservation);
            platform.submit(owner, new Exchange(new TokenText(temporary), PlatformInMemory.bytes("x")));

            assertRefused(Reason.STREAM_TOKEN_INVALID, () -> upload(stream, data(10)));
            assertRefused(Reason.DATA_TOKEN_ALREADY_EXCHANGED, () -> upload(again, data(10)));
        }

        @Test
        void passesADeviceThatIsAway() throws Exception {
            platform.clock.advance(Duration.ofSeconds(31));
            platform.reports.heartbeat(second, new Report(1_000_000, 0, 0), platform.clock.instant());
            platform.keepHouse();

            upload(streamToken(reservation), data(3 * CHUNK));

            assertThat(platform.links.heldBy(first)).isEmpty();
            assertThat(platform.links.heldBy(second)).hasSize(1);
            assertThat(read(tokenOf(reservation))).isEqualTo(data(3 * CHUNK));
        }

        @Test
        void isRefusedWhenNoDeviceHoldsItInTime() {
            platform.links.setHonest(first, false);
            platform.links.setHonest(second, false);
            var token = streamToken(reservation);

            assertRefused(Reason.STORAGE_NO_ACKNOWLEDGEMENT, () -> upload(token, data(10)));
            assertNothingLeft();
        }

        @Test
        void leavesItsTokenGoodWhenNoDeviceIsThere() throws Exception {
            var token = streamToken(reservation);
            platform.clock.advance(Duration.ofSeconds(40));
            platform.keepHouse();

            assertRefused(Reason.STORAGE_UNAVAILABLE, () -> upload(token, data(10)));

            platform.reports.heartbeat(second, new Report(1_000_000, 0, 0), platform.clock.instant());
            upload(token, data(10));
        }

        @Test
        void keepsItsReservationOpenWhileItGoesOn() throws Exception {
            var slow = new InputStream() {
                private int left = 20 * CHUNK;

                @Override
                public int read() {
                    if (left % CHUNK == 0) {
                        platform.clock.advance(Duration.ofSeconds(45));
                        platform.reports.heartbeat(first, new Report(1, 0, 0), platform.clock.instant());
                        platform.keepHouse();
                    }
                    return left-- > 0 ? 7 : -1;
                }
            };

            upload(streamToken(reservation), slow, OptionalLong.of(20 * CHUNK));

            assertThat(platform.outcome(owner, reservation).body()).isPresent();
        }

        @Test
        void isSweptWhenItsNodeDied() throws Exception {
            var dying = new InputStream() {
                private int left = 3 * CHUNK;

                @Override
                public int read() {
                    if (left-- > 0) {
                        return 7;
                    }
                    platform.database.setDown(true);
                    return -1;
                }
            };
            var token = streamToken(reservation);
            assertRefused(Reason.DATABASE_UNAVAILABLE, () -> upload(token, dying, OptionalLong.empty()));
            platform.database.setDown(false);
            assertThat(platform.links.heldBy(first)).hasSize(1);

            platform.clock.advance(Duration.ofMinutes(11));
            platform.keepHouse();

            assertNothingLeft();
        }

        private void assertNothingLeft() {
            platform.settle();
            platform.links.work(first, platform.reports);
            platform.links.work(second, platform.reports);
            assertThat(platform.links.heldBy(first)).isEmpty();
            assertThat(platform.links.heldBy(second)).isEmpty();
            assertThat(platform.dataTokens.abandoned(platform.clock.instant().plusSeconds(1), 10))
                    .isEmpty();
        }

        private String offeredOfAnother() {
            return streamToken(platform.reserve(owner, 5)) + "x";
        }
    }

    @Nested
    final class OnItsWayOut {

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
            try (var download = platform.streams.download(offered(token), false)) {
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
            assertRefused(Reason.STREAM_TOKEN_INVALID, () -> platform.streams.download(access, false));
            assertThat(delivered()).isZero();
            assertThat(part(access, 10, SIZE - 10)).isEqualTo(Arrays.copyOfRange(data(SIZE), 10, SIZE));

            assertThat(delivered()).isEqualTo(1);
            assertRefused(Reason.STREAM_TOKEN_INVALID, () -> platform.streams.download(access, true));
        }

        @Test
        void isServedAsAWholeOnce() throws Exception {
            var access = offered(token);
            try (var one = platform.streams.download(access, false);
                    var other = platform.streams.download(access, false)) {
                one.begin(0, SIZE);

                assertRefused(Reason.STREAM_TOKEN_INVALID, () -> other.begin(0, SIZE));
            }
        }

        @Test
        void opensWithNoOtherToken() {
            var access = offered(token);
            platform.clock.advance(Duration.ofMinutes(5));

            assertRefused(Reason.STREAM_TOKEN_INVALID, () -> platform.streams.download(access, false));
            assertRefused(Reason.STREAM_TOKEN_INVALID, () -> platform.streams.download("dl-unknown", true));
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
            try (var download = platform.streams.download(access, false)) {
                assertRefused(Reason.STORAGE_UNAVAILABLE, () -> download.begin(0, SIZE));
            }

            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> part(access, 0, 10));
            platform.streams.download(access, false).close();
        }

        @Test
        void endsWhenItIsDeletedMeanwhile() {
            try (var download = platform.streams.download(offered(token), false)) {
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

            assertRefused(Reason.STREAM_TOKEN_INVALID, () -> platform.streams.download(access, false));
        }

        @Test
        void waitsForNobodyWhenAllPlacesAreTaken() {
            var open = new java.util.ArrayList<Download>();
            for (int i = 0; i < STREAMS; i++) {
                open.add(platform.streams.download(offered(token), false));
            }

            var access = offered(token);
            assertRefused(Reason.OVERLOADED, () -> platform.streams.download(access, false));

            open.forEach(Download::close);
            platform.streams.download(access, false).close();
        }

        private byte[] part(String access, long from, long length) {
            try (var download = platform.streams.download(access, true)) {
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

    @Test
    void isRefusedByWhoeverGuardsExchanges() {
        var guarded = new PlatformInMemory(
                WriteAcks.parse("1"),
                (_, command) -> command instanceof Exchange
                        ? new Gatekeeper.Verdict.Deny("Expected nobody")
                        : new Gatekeeper.Verdict.Proceed());
        var guest = guarded.anActiveProfile();
        guarded.aStorageDevice(guest);
        var stream = guarded.ask(guest, new RetrieveTemporary(guarded.reserve(guest, 5)))
                .streamToken();

        assertRefused(Reason.POLICY_DENIED, () -> guarded.streams.upload(ofBytes(stream, data(1), Optional.empty())));
    }

    @Test
    void isRefusedWithoutADevice() {
        var token = streamToken(platform.reserve(owner, 5));

        assertRefused(Reason.STORAGE_NO_DEVICE, () -> upload(token, data(10)));
    }

    private DeviceId aPromptDevice() {
        var device = platform.aStorageDevice(owner);
        platform.links.answerAtOnce(device, platform.reports);
        return device;
    }

    private TokenText stored(int size) {
        try {
            var command = platform.reserve(owner, 5);
            upload(streamToken(command), data(size));
            return tokenOf(command);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private TokenText tokenOf(CommandId reservation) {
        return new TokenText(platform.outcome(owner, reservation).body().orElseThrow());
    }

    private String streamToken(CommandId reservation) {
        return platform.ask(owner, new RetrieveTemporary(reservation)).streamToken();
    }

    private Uploaded upload(String token, byte[] data) throws IOException {
        return upload(token, data, Optional.empty());
    }

    private Uploaded upload(String token, byte[] data, Optional<Bytes> digest) throws IOException {
        return platform.streams.upload(ofBytes(token, data, digest));
    }

    private static Upload ofBytes(String token, byte[] data, Optional<Bytes> digest) {
        return new Upload(
                token,
                new ByteArrayInputStream(data),
                OptionalLong.of(data.length),
                digest,
                Optional.empty(),
                "10.0.0.1",
                Optional.empty());
    }

    private Uploaded upload(String token, InputStream body, OptionalLong length) throws IOException {
        return platform.streams.upload(
                new Upload(token, body, length, Optional.empty(), Optional.empty(), "10.0.0.1", Optional.empty()));
    }

    /** The address that a request for long data brings, without what stands before the token. */
    private String offered(TokenText token) {
        platform.submit(owner, new RequestData(token, SITE));
        return platform.channels.told(DownloadOffered.class).getLast().url().substring((SITE + "/?auth=").length());
    }

    /** Long or short, whichever way it comes. */
    private byte[] read(TokenText token) {
        var command = platform.submit(owner, new RequestData(token, SITE));
        for (var inline : platform.channels.told(DataDelivered.class)) {
            if (inline.command().equals(command)) {
                return inline.data().toArray();
            }
        }
        var url = platform.channels.told(DownloadOffered.class).getLast().url();
        try (var download = platform.streams.download(url.substring((SITE + "/?auth=").length()), false)) {
            return all(download, 0, download.size());
        }
    }

    private static byte[] all(Download download, long from, long length) {
        var whole = new ByteArrayOutputStream();
        download.begin(from, length);
        for (var piece = download.next(); piece.isPresent(); piece = download.next()) {
            whole.write(
                    piece.get().chunk().view(), piece.get().from(), piece.get().length());
        }
        return whole.toByteArray();
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                .isEqualTo(reason));
    }

    private static byte[] data(int size) {
        var data = new byte[size];
        new Random(size).nextBytes(data);
        return data;
    }
}
