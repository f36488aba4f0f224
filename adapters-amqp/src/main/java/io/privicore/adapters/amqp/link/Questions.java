package io.privicore.adapters.amqp.link;

import io.privicore.adapters.amqp.node.Nodes;
import io.privicore.application.port.DeviceLinks;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.protocol.message.DeviceMessage;
import io.privicore.protocol.message.DeviceMessage.StorageInventoryPage;
import io.privicore.protocol.message.DeviceMessage.StorageProof;
import io.privicore.protocol.message.MalformedMessage;
import io.privicore.protocol.message.MessageType;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * What devices were asked about what they hold, and have not answered in full. As with {@link Answers}, a question's id
 * names the node that waits, and whichever node reads an answer passes it on.
 */
final class Questions {

    private static final Logger LOG = Logger.getLogger(Questions.class);

    private static final String KIND = "inventory";
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final int MOST = 20_000;

    /** More than any bucket or version has: who goes on for longer means no good. */
    private static final int MOST_ENTRIES = 1 << 16;

    private final Nodes nodes;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, Question> open = new ConcurrentHashMap<>();

    Questions(Nodes nodes, InstantSource clock) {
        this.nodes = nodes;
        this.clock = clock;
        nodes.on(KIND, this::passedOn);
    }

    /** A question that is about to be asked; its answer ends with all that the device says, once it has said the last. */
    Asked ask(DeviceId device) {
        if (open.size() >= MOST) {
            sweep();
            if (open.size() >= MOST) {
                throw new Refusal(
                        Reason.OVERLOADED,
                        "Expected at most %d open questions to devices, but there are".formatted(MOST));
            }
        }
        var id = new UUID(nodes.id(), random.nextLong());
        var question = new Question(device, clock.instant().plus(KEPT));
        open.put(id, question);
        var _ = question.answer.whenComplete((_, _) -> open.remove(id));
        return new Asked(id, question.answer);
    }

    void page(DeviceId device, StorageInventoryPage page) {
        heard(device, page.request(), page);
    }

    void proof(DeviceId device, StorageProof proof) {
        heard(device, proof.request(), proof);
    }

    void absent(DeviceId device, DeviceMessage.StorageAbsent absent) {
        heard(device, absent.request(), absent);
    }

    void forget(DeviceId device) {
        open.values().removeIf(question -> question.device.equals(device));
    }

    void sweep() {
        var now = clock.instant();
        open.values().removeIf(question -> question.until.isBefore(now));
    }

    private void heard(DeviceId device, UUID request, DeviceMessage message) {
        if (request.getMostSignificantBits() == nodes.id()) {
            settle(device, request, message);
        } else if (nodes.hasOthers()) {
            nodes.tell(request.getMostSignificantBits(), KIND, new PassedOn(device, message).toBytes());
        }
    }

    private void settle(DeviceId device, UUID request, DeviceMessage message) {
        var question = open.get(request);
        if (question != null && question.device.equals(device)) {
            question.hear(message);
        }
    }

    private void passedOn(byte[] body) {
        try {
            var passed = PassedOn.of(body);
            switch (passed.message()) {
                case StorageInventoryPage page -> settle(passed.device(), page.request(), page);
                case StorageProof proof -> settle(passed.device(), proof.request(), proof);
                case DeviceMessage.StorageAbsent absent -> settle(passed.device(), absent.request(), absent);
                case DeviceMessage other ->
                    LOG.debugf("Another node passed on a %s, which answers no question", MessageType.of(other));
            }
        } catch (MalformedMessage e) {
            LOG.debugf("Another node passed on what cannot be read: %s", e.getMessage());
        }
    }

    record Asked(UUID id, CompletableFuture<List<DeviceMessage>> answer) {}

    private static final class Question {

        private final DeviceId device;
        private final Instant until;
        private final CompletableFuture<List<DeviceMessage>> answer = new CompletableFuture<>();
        private final List<DeviceMessage> said = new ArrayList<>();
        private int entries;

        Question(DeviceId device, Instant until) {
            this.device = device;
            this.until = until;
        }

        synchronized void hear(DeviceMessage message) {
            switch (message) {
                case StorageInventoryPage page -> {
                    entries += 1
                            + page.buckets().size()
                            + page.items().size()
                            + page.chunks().size();
                    said.add(page);
                    if (page.last()) {
                        answer.complete(List.copyOf(said));
                    } else if (entries > MOST_ENTRIES) {
                        said.clear();
                        answer.completeExceptionally(new IllegalStateException(
                                "Expected device %s to come to an end, but it did not".formatted(device)));
                    }
                }
                case DeviceMessage.StorageAbsent absent ->
                    answer.completeExceptionally(new DeviceLinks.Absent(
                            "Expected device %s to hold ref %s, but it does not".formatted(device, absent.ref())));
                default -> answer.complete(List.of(message));
            }
        }
    }
}
