package io.privicore.adapters.amqp.channel;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.RequestId;
import io.privicore.application.port.ChannelMessage;
import io.privicore.application.port.ChannelMessage.BallotNotice;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.ChannelMessage.DataDelivered;
import io.privicore.application.port.ChannelMessage.DataRefused;
import io.privicore.application.port.ChannelMessage.DownloadOffered;
import io.privicore.application.port.ChannelMessage.DownloadReady;
import io.privicore.application.port.ChannelMessage.TokenEnded;
import io.privicore.application.query.CommandState;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.PollState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Channel messages between nodes of one release and the next: a version, whom it is for, what it is. */
final class MessageCodec {

    private static final int VERSION = 1;
    private static final int OUTCOME = 1;
    private static final int DELIVERED = 2;
    private static final int REFUSED = 3;
    private static final int ENDED = 4;
    private static final int OFFERED = 5;
    private static final int READY = 6;
    private static final int BALLOT = 7;

    private MessageCodec() {}

    static byte[] encode(Told told) {
        var bytes = new ByteArrayOutputStream(256);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            uuid(out, told.profile().value());
            switch (told.message()) {
                case CommandOutcome m -> {
                    out.writeByte(OUTCOME);
                    uuid(out, m.command().value());
                    out.writeByte(m.state().wire());
                    out.writeBoolean(m.body().isPresent());
                    if (m.body().isPresent()) {
                        text(out, m.body().get());
                    }
                    instant(out, m.submittedAt());
                    if (m.application().isPresent()) {
                        uuid(out, m.application().get().value());
                    }
                }
                case DataDelivered m -> {
                    out.writeByte(DELIVERED);
                    uuid(out, m.command().value());
                    uuid(out, m.request().value());
                    text(out, m.context());
                    blob(out, m.data().view());
                    instant(out, m.submittedAt());
                }
                case DataRefused m -> {
                    out.writeByte(REFUSED);
                    uuid(out, m.command().value());
                    uuid(out, m.request().value());
                    text(out, m.context());
                    text(out, m.reason());
                    instant(out, m.submittedAt());
                }
                case DownloadOffered m -> {
                    out.writeByte(OFFERED);
                    uuid(out, m.command().value());
                    uuid(out, m.request().value());
                    text(out, m.context());
                    text(out, m.url());
                    instant(out, m.submittedAt());
                }
                case DownloadReady m -> {
                    out.writeByte(READY);
                    uuid(out, m.command().value());
                    uuid(out, m.request().value());
                    text(out, m.url());
                    instant(out, m.submittedAt());
                }
                case BallotNotice m -> {
                    out.writeByte(BALLOT);
                    uuid(out, m.poll().value());
                    text(out, m.title());
                    text(out, m.question());
                    text(out, m.state().wire());
                    instant(out, m.closesAt());
                }
                case TokenEnded m -> {
                    out.writeByte(ENDED);
                    blob(out, m.token().bytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Told decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("Expected a channel message of version 1, but got " + version);
            }
            var profile = new ProfileId(uuid(in));
            int kind = in.readByte();
            return new Told(profile, message(kind, in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChannelMessage message(int kind, DataInputStream in) throws IOException {
        return switch (kind) {
            case OUTCOME ->
                new CommandOutcome(
                        new CommandId(uuid(in)),
                        CommandState.of(in.readByte()),
                        in.readBoolean() ? Optional.of(text(in)) : Optional.empty(),
                        instant(in),
                        in.available() > 0 ? Optional.of(new ApplicationId(uuid(in))) : Optional.empty());
            case DELIVERED ->
                new DataDelivered(
                        new CommandId(uuid(in)), new RequestId(uuid(in)), text(in), Bytes.wrap(blob(in)), instant(in));
            case REFUSED ->
                new DataRefused(new CommandId(uuid(in)), new RequestId(uuid(in)), text(in), text(in), instant(in));
            case OFFERED ->
                new DownloadOffered(new CommandId(uuid(in)), new RequestId(uuid(in)), text(in), text(in), instant(in));
            case READY -> new DownloadReady(new CommandId(uuid(in)), new RequestId(uuid(in)), text(in), instant(in));
            case BALLOT ->
                new BallotNotice(new PollId(uuid(in)), text(in), text(in), PollState.ofWire(text(in)), instant(in));
            case ENDED -> new TokenEnded(new TokenHash(blob(in)));
            default -> throw new IllegalArgumentException("Expected a known channel message, but got " + kind);
        };
    }

    private static void uuid(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    private static void instant(DataOutputStream out, Instant time) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }

    private static Instant instant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        blob(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(blob(in), StandardCharsets.UTF_8);
    }

    private static void blob(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] blob(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IllegalArgumentException("Expected a whole channel message, but it is cut short");
        }
        return in.readNBytes(length);
    }

    record Told(ProfileId profile, ChannelMessage message) {}
}
