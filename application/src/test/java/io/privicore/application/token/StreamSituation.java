package io.privicore.application.token;

import static io.privicore.application.PlatformInMemory.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.Caller;
import io.privicore.application.DataStreams.Download;
import io.privicore.application.DataStreams.Upload;
import io.privicore.application.DataStreams.Uploaded;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.TokenCommand.RequestData;
import io.privicore.application.command.TokenText;
import io.privicore.application.port.ChannelMessage.DataDelivered;
import io.privicore.application.port.ChannelMessage.DownloadOffered;
import io.privicore.application.query.TokenQuery.RetrieveTemporary;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A platform with an owner who sends data in and has it sent out. */
class StreamSituation {

    /** The platform of these tests cuts data into chunks of so many bytes. */
    static final int CHUNK = 4096;

    final PlatformInMemory platform;
    final Caller owner;

    StreamSituation() {
        this(new PlatformInMemory());
    }

    /** Another owner on the same platform. */
    StreamSituation(PlatformInMemory platform) {
        this.platform = platform;
        this.owner = platform.anActiveProfile();
    }

    DeviceId aPromptDevice() {
        var device = platform.aStorageDevice(owner);
        platform.links.answerAtOnce(device, platform.reports);
        return device;
    }

    TokenText stored(int size) {
        try {
            var command = platform.reserve(owner, 5);
            upload(streamToken(command), data(size));
            return tokenOf(command);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    TokenText tokenOf(CommandId reservation) {
        return new TokenText(platform.outcome(owner, reservation).body().orElseThrow());
    }

    String streamToken(CommandId reservation) {
        return platform.ask(owner, new RetrieveTemporary(reservation)).streamToken();
    }

    Uploaded upload(String token, byte[] data) throws IOException {
        return upload(token, data, Optional.empty());
    }

    Uploaded upload(String token, byte[] data, Optional<Bytes> digest) throws IOException {
        return platform.streams.upload(ofBytes(token, data, digest));
    }

    static Upload ofBytes(String token, byte[] data, Optional<Bytes> digest) {
        return new Upload(
                token,
                new ByteArrayInputStream(data),
                OptionalLong.of(data.length),
                digest,
                Optional.empty(),
                "10.0.0.1",
                Optional.empty());
    }

    Uploaded upload(String token, InputStream body, OptionalLong length) throws IOException {
        return platform.streams.upload(
                new Upload(token, body, length, Optional.empty(), Optional.empty(), "10.0.0.1", Optional.empty()));
    }

    /** The address that a request for long data brings, without what stands before the token. */
    String offered(TokenText token) {
        platform.submit(owner, new RequestData(token, SITE));
        return platform.channels.told(DownloadOffered.class).getLast().url().substring((SITE + "/?auth=").length());
    }

    /** Long or short, whichever way it comes. */
    byte[] read(TokenText token) {
        var command = platform.submit(owner, new RequestData(token, SITE));
        for (var inline : platform.channels.told(DataDelivered.class)) {
            if (inline.command().equals(command)) {
                return inline.data().toArray();
            }
        }
        var url = platform.channels.told(DownloadOffered.class).getLast().url();
        try (var download = platform.streams.download(url.substring((SITE + "/?auth=").length()), false, "10.0.0.1")) {
            return all(download, 0, download.size());
        }
    }

    static byte[] all(Download download, long from, long length) {
        var whole = new ByteArrayOutputStream();
        download.begin(from, length);
        for (var piece = download.next(); piece.isPresent(); piece = download.next()) {
            whole.write(
                    piece.get().chunk().view(), piece.get().from(), piece.get().length());
        }
        return whole.toByteArray();
    }

    static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                .isEqualTo(reason));
    }

    static byte[] data(int size) {
        var data = new byte[size];
        new Random(size).nextBytes(data);
        return data;
    }
}
