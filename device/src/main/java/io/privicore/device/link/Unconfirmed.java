package io.privicore.device.link;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

/** Publications the broker has not confirmed yet. */
final class Unconfirmed {

    private final ConcurrentSkipListMap<Long, Publication> bySequence = new ConcurrentSkipListMap<>();
    private final Set<String> returned = new HashSet<>();
    private boolean lost;

    synchronized CompletableFuture<Void> add(long sequence, String messageId) {
        var confirmed = new CompletableFuture<Void>();
        if (lost) {
            confirmed.completeExceptionally(new IOException("Expected a connection, but it is lost"));
        } else {
            bySequence.put(sequence, new Publication(messageId, confirmed));
        }
        return confirmed;
    }

    /** The broker gave the message back: no queue takes it. It says so before it confirms. */
    synchronized void returned(String messageId) {
        returned.add(messageId);
    }

    synchronized void confirmed(long sequence, boolean multiple, boolean taken) {
        var settled = multiple ? bySequence.headMap(sequence, true) : bySequence.subMap(sequence, sequence + 1);
        while (!settled.isEmpty()) {
            var publication = settled.pollFirstEntry().getValue();
            boolean unroutable = returned.remove(publication.messageId());
            if (taken && !unroutable) {
                publication.confirmed().complete(null);
            } else {
                publication
                        .confirmed()
                        .completeExceptionally(new IOException(
                                unroutable
                                        ? "Expected a queue of the engine, but there is none"
                                        : "Expected the broker to take the message, but it refused"));
            }
        }
    }

    synchronized void lose(Throwable cause) {
        lost = true;
        bySequence.values().forEach(publication -> publication
                .confirmed()
                .completeExceptionally(new IOException("Expected a confirmation, but the link is lost", cause)));
        bySequence.clear();
    }

    private record Publication(String messageId, CompletableFuture<Void> confirmed) {}
}
