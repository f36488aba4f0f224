package io.privicore.adapters.amqp.link;

import io.privicore.adapters.amqp.node.Nodes;
import io.privicore.application.port.DeviceLinks;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.StorageRef;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.DeviceMessage.StorageAbsent;
import io.privicore.protocol.message.DeviceMessage.StorageChunk;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What devices were asked for and have not answered. A request's id names the node that waits, so that whichever node
 * reads the answer passes it on: still sealed in the engine's own layer.
 */
final class Answers {

    /** How long anybody waits. */
    static final Duration AWAITED = Duration.ofSeconds(60);

    static final String CHUNK = "chunk";
    static final String ABSENT = "absent";

    private static final int MOST = 20_000;
    private static final int HEAD = 2 * 16 + 16 + 8 + 4;

    private final Nodes nodes;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, Wanted> wanted = new ConcurrentHashMap<>();

    Answers(Nodes nodes, InstantSource clock) {
        this.nodes = nodes;
        this.clock = clock;
        nodes.on(CHUNK, this::passedOn);
        nodes.on(ABSENT, this::passedOn);
    }

    Request expect(DeviceId device, StorageRef ref, long version, int chunk) {
        if (wanted.size() >= MOST) {
            sweep();
            if (wanted.size() >= MOST) {
                throw new Refusal(
                        Reason.OVERLOADED,
                        "Expected at most %d open requests to devices, but there are".formatted(MOST));
            }
        }
        var id = new UUID(nodes.id(), random.nextLong());
        var answer = new CompletableFuture<Bytes>();
        wanted.put(
                id,
                new Wanted(
                        device,
                        ref.value(),
                        version,
                        chunk,
                        answer,
                        clock.instant().plus(AWAITED)));
        var _ = answer.whenComplete((_, _) -> wanted.remove(id));
        return new Request(id, answer);
    }

    void chunk(DeviceId device, StorageChunk message) {
        var address = message.address();
        if (message.request().getMostSignificantBits() == nodes.id()) {
            arrived(message.request(), device, address, message.bytes().toArray());
        } else if (nodes.hasOthers()) {
            var body = head(message.request(), device, address, message.bytes().length());
            message.bytes().copyTo(body, HEAD);
            nodes.tell(message.request().getMostSignificantBits(), CHUNK, body);
        }
    }

    void absent(DeviceId device, StorageAbsent message) {
        if (message.request().getMostSignificantBits() == nodes.id()) {
            gone(message.request(), device);
        } else if (nodes.hasOthers()) {
            var address = new ChunkAddress(message.ref(), message.version(), message.chunk(), 0);
            nodes.tell(message.request().getMostSignificantBits(), ABSENT, head(message.request(), device, address, 0));
        }
    }

    void forget(DeviceId device) {
        wanted.values().removeIf(one -> one.device.equals(device));
    }

    /** Forgets requests that nobody waits for any more. */
    void sweep() {
        var now = clock.instant();
        wanted.values().removeIf(one -> one.until.isBefore(now));
    }

    int open() {
        return wanted.size();
    }

    private void arrived(UUID request, DeviceId device, ChunkAddress address, byte[] bytes) {
        var one = wanted.get(request);
        if (one != null
                && one.device.equals(device)
                && one.ref.equals(address.ref())
                && one.version == address.version()
                && one.chunk == address.chunk()) {
            one.answer.complete(Bytes.wrap(bytes));
        }
    }

    private void gone(UUID request, DeviceId device) {
        var one = wanted.get(request);
        if (one != null && one.device.equals(device)) {
            one.answer.completeExceptionally(new DeviceLinks.Absent(
                    "Expected device %s to hold ref %s, but it does not".formatted(device, one.ref)));
        }
    }

    private void passedOn(byte[] body) {
        var in = ByteBuffer.wrap(body);
        var request = uuid(in);
        var device = new DeviceId(uuid(in));
        var address = new ChunkAddress(uuid(in), in.getLong(), in.getInt(), 0);
        if (in.hasRemaining()) {
            var bytes = new byte[in.remaining()];
            in.get(bytes);
            arrived(request, device, address, bytes);
        } else {
            gone(request, device);
        }
    }

    private static byte[] head(UUID request, DeviceId device, ChunkAddress address, int more) {
        return uuid(uuid(uuid(ByteBuffer.allocate(HEAD + more), request), device.value()), address.ref())
                .putLong(address.version())
                .putInt(address.chunk())
                .array();
    }

    private static ByteBuffer uuid(ByteBuffer out, UUID id) {
        return out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer in) {
        return new UUID(in.getLong(), in.getLong());
    }

    record Request(UUID id, CompletableFuture<Bytes> answer) {}

    private record Wanted(
            DeviceId device, UUID ref, long version, int chunk, CompletableFuture<Bytes> answer, Instant until) {}
}
