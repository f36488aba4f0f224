package io.privicore.application.token;

import static io.privicore.application.PlatformInMemory.LONGEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.DataStreams.Upload;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.TokenCommand.Exchange;
import io.privicore.application.command.TokenText;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.DevicePresences.Report;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.Paging;
import io.privicore.application.query.TokenQuery.ListTokens;
import io.privicore.application.query.TokenQuery.RetrieveTemporary;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.token.WriteAcks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class AnUploadTest extends StreamSituation {

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
        assertThat(outcome.body()).hasValueSatisfying(token -> assertThat(token).startsWith("dtk-"));
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
        try (var download = platform.streams.download(offered(tokenOf(reservation)), false, "10.0.0.1")) {
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
                        streamToken(reservation), new ByteArrayInputStream(data(LONGEST + 1)), OptionalLong.empty()));
        assertNothingLeft();
    }

    @Test
    void isRefusedWhenItsDigestIsAnother() throws Exception {
        var digest = Optional.of(Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(data(100))));

        assertRefused(Reason.STREAM_DIGEST_MISMATCH, () -> upload(streamToken(reservation), data(101), digest));
        assertNothingLeft();
        upload(streamToken(reservation), data(100), digest);
    }

    @Test
    void isRefusedWhenTheReservationHasDataAlready() {
        var stream = streamToken(reservation);
        var temporary = platform.ask(owner, new RetrieveTemporary(reservation)).token();
        var again = streamToken(reservation);
        platform.submit(owner, new Exchange(new TokenText(temporary), PlatformInMemory.bytes("x")));

        assertRefused(Reason.STREAM_TOKEN_INVALID, () -> upload(stream, data(10)));
        assertRefused(Reason.DATA_TOKEN_ALREADY_EXCHANGED, () -> upload(again, data(10)));
    }

    @Test
    void passesADeviceThatIsAway() throws Exception {
        platform.links.setAway(first, true);
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
        platform.links.setAway(first, true);
        platform.links.setAway(second, true);
        platform.clock.advance(Duration.ofSeconds(40));
        platform.keepHouse();

        assertRefused(Reason.STORAGE_UNAVAILABLE, () -> upload(token, data(10)));

        platform.links.setAway(second, false);
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

    @Test
    void isRefusedByWhoeverGuardsExchanges() {
        var guarded = new PlatformInMemory(
                WriteAcks.parse("1"),
                (_, operation, _) -> operation.equals("data-token.exchange")
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
        var lonely = platform.anActiveProfile();
        var token = platform.ask(lonely, new RetrieveTemporary(platform.reserve(lonely, 5)))
                .streamToken();

        assertRefused(Reason.STORAGE_NO_DEVICE, () -> upload(token, data(10)));
    }
}
